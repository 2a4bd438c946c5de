import type { Drill } from './drill';
import { type ScenarioInput, ScenarioSchema } from './scenario';

const both = (text: string) => ({ zh: text, en: text });

/** A running drill of the park `east`, its clock begun at 0: one participant `uli`, a controller and an evaluator. */
export const runningDrill = (scenario: Partial<ScenarioInput> = {}, more: Partial<Drill> = {}): Drill => ({
  ...{ id: 'd1', park: 'east', state: 'running', speed: 60, planned: { by: 'dan', at: 0 }, approvals: [] },
  ...{ armed: null, started: { by: 'dan', at: 0, ruleVersion: 1, policyVersion: 1, clock: 0 }, paused: null },
  ...{ ended: null, injected: [], notes: [], observations: [], actions: [], evaluated: null, reported: null },
  ...{ generation: 1, version: 1, ...more },
  scenario: ScenarioSchema.parse({
    ...{ id: 's1', title: both('Spill'), park: 'east', duration: 600, controllers: ['con'], evaluators: ['eva'] },
    objectives: [{ id: 'o1', text: both('Hold the water') }],
    participants: [{ user: 'uli', role: 'unit' }],
    monitors: [{ outlet: 'main', monitor: 'm1', interval: 60, values: { w01018: 20 } }],
    injects: [
      { id: 'mute', at: 10, payload: { kind: 'fault', for: 60, fault: { of: 'channel', channel: 'sms' } } },
      { id: 'away', at: 10, payload: { kind: 'fault', fault: { of: 'person', user: 'uli' } } },
    ],
    ...scenario,
  }),
});
