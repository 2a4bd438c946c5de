import type { DrillView, InjectAnswer } from '../api/drills';

export const START = '2026-11-24T00:00:00.000Z';
/** ISO time of so many seconds of drill time after its start. */
export const second = (n: number): string => new Date(Date.parse(START) + 1_000 * n).toISOString();

/** A drill for tests: running at the demo park, one person of each desk; what matters to the test is given. */
export function aDrill(given: Partial<DrillView> = {}): DrillView {
  return {
    ...{ id: 'd7', park: 'demo', type: 'functional', state: 'running', speed: 60, injects: 2, duration: 1_500 },
    title: { zh: '总排口超标', en: 'Breach at the main outlet' },
    objectives: [{ id: 'contain', text: { zh: '及时围堵', en: 'Contain in time' } }],
    participants: [
      { user: 'enterprise-desk', role: 'enterprise', tier: 'enterprise', robot: false },
      { user: 'park-desk', role: 'park', tier: 'park', robot: true },
    ],
    ...{ controllers: ['director-desk'], evaluators: ['auditor-desk'] },
    clock: { at: second(90), startedAt: START, running: true },
    planned: { by: 'director-desk', at: START },
    approvals: [
      { by: 'park-night', at: START },
      { by: 'supervisor', at: START },
    ],
    ...{ armed: { by: 'director-desk', at: START }, started: { by: 'director-desk', at: START } },
    ...{ paused: null, ended: null, evaluated: null, reported: null, observations: [], notes: [], actions: [] },
    ...{ generation: 4, version: 9 },
    ...given,
  };
}

export const WAITING = { outcome: 'waiting', latency: null, by: null } as const;

/** An inject that is to come, for tests: a breach at the main outlet that has to be detected within a minute. */
export const anInject = (given: Partial<InjectAnswer> = {}): InjectAnswer => ({
  ...{ id: 'breach', title: null, at: 60, when: null, from: null, to: null, carriedOutAt: null },
  payload: { kind: 'samples', outlet: 'main', monitor: 'MN-main', factor: 'w01018', shape: { kind: 'step', to: 120 } },
  expected: [{ action: 'detect', within: 60, outlet: 'main', factor: 'w01018', ...WAITING }],
  ...given,
});
