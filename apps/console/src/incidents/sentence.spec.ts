import type { EventType } from '@cofferdam/domain';
import { anAlarm, anEvent } from '../alarms/builders';
import { Directory } from '../alarms/directory';
import { WORDS } from '../language/words';
import { aDuty, aMeasure, anIncident, anIncidentEvent, minute } from './builders';
import { changesOf } from './change';
import { sentenceOf } from './sentence';

const said = (type: EventType, more: object = {}, language: 'zh' | 'en' = 'en') => {
  const words = WORDS[language];
  return sentenceOf(anIncidentEvent(1, anIncident(), type, more), words, new Directory([], language, words));
};
const measure = aMeasure({ state: 'failed' });

test.each([
  ['incident.opened', {}, 'Incident opened | INC-1124-03 · Yellow, level Ⅲ'],
  ['incident.acknowledged', { acknowledged: ['park'], note: 'on it' }, 'Park: acknowledged by chen | on it'],
  [
    'incident.escalated',
    { from: 'enterprise', to: 'park', trigger: 'E2' },
    'Escalated to Park | not contained in time',
  ],
  ['incident.measure-ended', { measures: [measure] }, 'Close the gate: failed | chen'],
  ['incident.noted', { note: { by: 'chen', text: 'wind from the east' } }, 'Note | chen · wind from the east'],
  ['deadline.missed', { kind: 'acknowledge', tier: 'park' }, 'Overdue to acknowledge | Park'],
] as const)('%s is told as a sentence', (type, more, told) => {
  const { what, more: beside } = said(type, more) ?? {};
  expect(`${what} | ${beside}`).toBe(told);
});

test('every event of an incident has a sentence in both languages', () => {
  const types = ['opened', 'attached', 'changed', 'acknowledged', 'escalated', 'de-escalation-proposed', 'de-escalated']
    .concat(['measure-started', 'measure-ended', 'contained', 'relapsed', 'suspended', 'resumed', 'hand-over-offered'])
    .concat(['handed-over', 'noted', 'evidence', 'merged', 'reopened', 'closed', 'judged-false']);
  for (const type of types) {
    expect(said(`incident.${type}` as EventType)?.what).toMatch(/[A-Za-z]{4}/);
    expect(said(`incident.${type}` as EventType, {}, 'zh')?.what).toMatch(/[\u4e00-\u9fff]/);
  }
});

test('that the service paged again is no news', () => {
  expect(said('deadline.missed', { kind: 'remind', tier: 'park' })).toBeNull();
  expect(said('deadline.set')).toBeNull();
});

test('alarms of an incident: where, what and how much', () => {
  const words = WORDS.en;
  const event = anEvent(1, anAlarm(), 'alarm.raised');
  expect(sentenceOf(event, words, new Directory([], 'en', words))).toEqual({
    ...{ what: 'Raised', more: 'main w01018 · 63.2 mg/L · GB 31571-2015 T2' },
  });
});

test('what is new in an incident, gravest first', () => {
  const before = anIncident();
  const after = anIncident({
    severity: 'red',
    relapses: 1,
    state: 'CONTAINING',
    alarmCount: 3,
    measures: [measure],
    tiers: [aDuty({ acknowledgedAt: minute(1), acknowledgedBy: 'chen' }), aDuty({ tier: 'park' })],
  });
  expect(changesOf(before, after, WORDS.en)).toEqual([
    'severity Yellow, level Ⅲ → Red, level Ⅰ',
    'in breach again',
    'now being contained',
    'Enterprise: acknowledged by chen',
    'Park on duty',
    'Close the gate: failed',
    'now 3 alarms',
  ]);
  expect(changesOf(before, before, WORDS.en)).toEqual([]);
});
