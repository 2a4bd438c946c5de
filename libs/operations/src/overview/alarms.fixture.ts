import { type AlarmView, type JournalEvent, LIVE, NOTHING_DONE, viewAlarm } from '@cofferdam/domain';

/** An open alarm as the API shows it. */
export function anAlarm(id: string, more: Partial<AlarmView> = {}): AlarmView {
  return {
    ...viewAlarm({
      ...{
        id,
        ...LIVE,
        park: 'east',
        subject: { kind: 'outlet', id: 'o' },
        outlet: 'o',
        factor: 'w01018',
        rule: 'cod',
      },
      ...{ ruleKind: 'limit', ruleVersion: 1, phase: 'abnormal', quality: 'good', acknowledged: null, ...NOTHING_DONE },
      ...{ severity: 'yellow', severityMax: 'yellow', toxic: false, raisedAt: 1_000, sampleAt: 1_000, clearedAt: null },
      ...{ value: 63, peak: 63, unit: 'mg/L', limit: 50, ratio: 1.26, limitSource: 'permit', explain: '63 > 50' },
      ...{ episode: 1, occurrences: 1, order: ['1-0', 0], told: { peak: 63, at: 1_000 }, generation: 1, version: 1 },
    }),
    ...more,
  };
}

/** The journal's word on an alarm. */
export const told = (seq: number, data: AlarmView): JournalEvent => ({
  ...{ seq, at: 1_000, type: 'alarm.changed', class: data.class, drill: data.drill, park: data.park },
  ...{ subject: data.subject, actor: 'system', data },
});
