import { type Alarm, LIVE, NOTHING_DONE, type Park, ParkSchema, type Timeline } from '@cofferdam/domain';
import { ByDesign } from './by-design';

const DRILL: Timeline = { class: 'exercise', drill: 'd1' };
const name = { zh: '名', en: 'Name' };
const outlet = (id: string) => ({ id, name, kind: 'workshop' });
const PARK: Park = ParkSchema.parse({
  ...{ id: 'east', name, rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
  outlets: [outlet('up'), outlet('down')],
  suppressions: [
    {
      ...{ id: 'follows', cause: { outlet: 'up', rule: 'cod' }, targets: [{ outlet: 'down', rule: 'cod' }] },
      ...{ reason: 'same water', author: 'ann', approver: 'bob' },
    },
  ],
});

const alarm = (where: string, timeline: Timeline): Alarm => ({
  ...{ id: `${where} ${timeline.class}`, ...timeline, park: 'east', subject: { kind: 'outlet', id: where } },
  ...{ outlet: where, factor: 'w01018', rule: 'cod', ruleKind: 'limit', ruleVersion: 1, phase: 'abnormal' },
  ...{ quality: 'good', acknowledged: null, ...NOTHING_DONE, severity: 'yellow', severityMax: 'yellow', toxic: false },
  ...{ raisedAt: 1, sampleAt: 1, clearedAt: null, value: 63, peak: 63, unit: 'mg/L', limit: 50, ratio: 1.26 },
  ...{ limitSource: 'permit', explain: '63 > 50', episode: 1, occurrences: 1, order: ['1-0', 0] },
  ...{ told: { peak: 63, at: 1 }, generation: 1, version: 1 },
});

test('the cause of one timeline lays no overlay over the alarms of another', () => {
  const judge = (...alarms: Alarm[]) =>
    new ByDesign().judge(alarms, new Map([[PARK.id, PARK]]), 2).map((change) => change.alarm.id);
  expect(judge(alarm('up', LIVE), alarm('down', LIVE))).toEqual(['down actual']);
  expect(judge(alarm('up', DRILL), alarm('down', LIVE))).toEqual([]);
  expect(judge(alarm('up', LIVE), alarm('down', DRILL))).toEqual([]);
  expect(judge(alarm('up', DRILL), alarm('down', LIVE), alarm('down', DRILL))).toEqual(['down exercise']);
});
