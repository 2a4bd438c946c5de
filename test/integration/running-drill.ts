import type { Drill, Scenario } from '@cofferdam/domain';
import { Drills, Journal, type Records } from '@cofferdam/records';
import { ONSET } from './conditions';

interface Given {
  readonly park?: string;
  readonly monitors?: readonly { readonly outlet: string; readonly monitor: string }[];
}

/** A drill that is running. */
export function drillOf(id: string, { park = 'demo', monitors = [] }: Given = {}): Drill {
  const started = { by: 'chen', at: ONSET };
  const both = { zh: '演练', en: 'Drill' };
  const scenario: Scenario = {
    ...{ id: 'scenario', title: both, type: 'functional', park, objectives: [{ id: 'detect', text: both }] },
    ...{ duration: 3_600, participants: [{ user: 'wang', role: 'unit' }], controllers: ['chen'], evaluators: [] },
    ...{ channels: [], injects: [] },
    monitors: monitors.map((one) => ({ ...one, interval: 60, values: { w01018: 20 } })),
  };
  return {
    ...{ id, park, scenario, state: 'running', speed: 60, planned: started, approvals: [], armed: started },
    ...{ started: { ...started, ruleVersion: 1, policyVersion: 1, clock: ONSET }, paused: null, ended: null },
    ...{ injected: [], notes: [], observations: [], actions: [], evaluated: null, reported: null },
    ...{ generation: 1, version: 1 },
  };
}

/** Writes a drill as it is now; with a time its clock starts there, if it has not started before. */
export async function saveDrill(records: Records, drill: Drill, clock?: number): Promise<Drill> {
  const drills = new Drills(records, new Journal(records));
  await records.transaction(async (tx) => {
    await drills.save(tx, drill, []);
    const starts = clock !== undefined && (await drills.clock(tx, drill.id)) === null;
    if (starts) await drills.beginClock(tx, drill, clock);
  });
  return drill;
}

/** Moves a drill's clock: what follows happens at that time. @param conditions whether its conditions are applied by then */
export async function setClock(records: Records, drill: string, at: number, conditions = false): Promise<void> {
  const marks = conditions ? { at, conditions_at: at } : { at };
  await records.db.updateTable('drill_clock').set(marks).where('drill', '=', drill).execute();
}
