import type { PlannedView } from '../api/drills';
import { second } from './builders';
import { planLines } from './plan';

const scenario = {
  injects: [
    {
      ...{ id: 'breach', at: 60 },
      payload: { kind: 'event', outlet: 'main', online: false } as const,
      expected: [{ action: 'contain', within: 900 } as const, { action: 'detect', within: 60 } as const],
    },
    { id: 'call', when: { incident: 'contained' } as const, payload: { kind: 'message', text: { zh: '报', en: 'Say' } } as const }, // prettier-ignore
  ],
};
const line = (at: number, kind: PlannedView['kind'], inject: string | null, condition: string | null = null) => ({
  ...{ at: second(at), what: `${inject} ${kind}`, kind, inject, condition },
});

test('each line is told by the part of the scenario that it is about', () => {
  const lines = planLines(
    [
      ...[line(60, 'inject', 'breach'), line(120, 'expected', 'breach'), line(960, 'expected', 'breach')],
      ...[line(1_500, 'inject', 'call', '0 s after'), line(1_500, 'end', null)],
    ],
    scenario,
  );
  expect(lines.map(({ at, expected }) => [at, expected?.action ?? null])).toEqual([
    [second(60), null],
    [second(120), 'detect'],
    [second(960), 'contain'],
    [null, null],
    [second(1_500), null],
  ]);
  expect(lines[3]?.inject?.when).toEqual({ incident: 'contained', after: 0 });
});

test('a line about something else keeps the service’s words', () => {
  expect(planLines([line(60, 'inject', 'gone')], {})).toEqual([
    { at: second(60), what: 'gone inject', kind: 'inject', inject: null, expected: null },
  ]);
});
