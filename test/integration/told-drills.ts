import { type Drill, type ScenarioInput, ScenarioSchema } from '@cofferdam/domain';
import type { RecordsRoom } from './records-room';
import { saveDrill } from './running-drill';

const both = (text: string) => ({ zh: text, en: text });

/** A drill of the park `demo` that is under way, with these people of the tier `unit` in it. */
export function drillOf(
  id: string,
  users: readonly string[],
  more: Partial<Drill> = {},
  scenario: Partial<ScenarioInput> = {},
): Drill {
  const begun = { by: 'dan', at: 0 };
  return {
    ...{ id, park: 'demo', state: 'running', speed: 60, planned: begun, approvals: [], armed: begun, paused: null },
    ...{ started: { ...begun, ruleVersion: 1, policyVersion: 1, clock: 0 }, ended: null, injected: [], notes: [] },
    ...{ observations: [], actions: [], evaluated: null, reported: null, generation: 1, version: 1, ...more },
    scenario: ScenarioSchema.parse({
      ...{ id: 'spill', title: both('Spill'), park: 'demo', duration: 600, controllers: ['con'] },
      objectives: [{ id: 'hold', text: both('Hold the water') }],
      participants: users.map((user) => ({ user, role: 'unit' })),
      monitors: [{ outlet: 'o0', monitor: 'm1', interval: 60, values: { w01018: 20 } }],
      injects: [
        { id: 'mute', at: 0, payload: { kind: 'fault', fault: { of: 'channel', channel: 'sms' } } },
        { id: 'away', at: 0, payload: { kind: 'fault', fault: { of: 'person', user: 'deputy' } } },
      ],
      ...scenario,
    }),
  };
}

/** Writes it, with its clock at that hour (epoch ms). */
export async function begin({ archive }: RecordsRoom, drill: Drill, at: number): Promise<void> {
  await saveDrill(archive.records, drill, at);
}
