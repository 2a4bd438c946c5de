import { type Drill, type JournalEvent, type ScenarioInput, ScenarioSchema } from '@cofferdam/domain';
import { DrillDeeds, Drills } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import type { OperationsStation } from './operations-station';

const name = (word: string) => ({ zh: `${word}。`, en: word });

/** A scenario for the park `east` of the operations' station: a person, two robots, a controller, an evaluator. */
export const SCENARIO = {
  ...{ id: 'cod-drill', title: name('COD at main'), park: 'east', duration: 600 },
  objectives: [{ id: 'contain', text: name('hold the water') }],
  participants: [
    { user: 'uli', role: 'unit' },
    {
      ...{ user: 'ent', role: 'enterprise' },
      robot: [
        { on: 'told', after: 30, act: 'acknowledge' },
        { on: 'acknowledged', after: 60, act: 'start-measure', measure: 'close-valve', wall: 'valve' },
      ],
    },
    { user: 'pan', role: 'park', robot: [] },
  ],
  ...{ controllers: ['ada'], evaluators: ['aud'] },
  monitors: [{ outlet: 'main', monitor: 'MN-east-main', interval: 60, values: { w01018: 20, w01001: 7 } }],
  injects: [
    {
      ...{ id: 'rise', at: 30, title: name('COD rises') },
      payload: {
        ...{ kind: 'samples', outlet: 'main', monitor: 'MN-east-main', factor: 'w01018' },
        shape: { kind: 'step', to: 90 },
      },
      expected: [{ action: 'detect', within: 120, outlet: 'main', factor: 'w01018' }],
    },
  ],
} satisfies ScenarioInput;

/** A drill as it is under way, with a clock that only this moves. */
export class HandMovedDrill {
  private constructor(
    private readonly station: OperationsStation,
    readonly id: string,
    /** Where its clock started, epoch ms. */
    readonly start: number,
  ) {}

  static async begin(
    station: OperationsStation,
    id: string,
    more: Partial<ScenarioInput> = {},
  ): Promise<HandMovedDrill> {
    const scenario = ScenarioSchema.parse({ ...SCENARIO, ...more });
    const start = Date.now();
    const started = { by: 'eng', at: start, ruleVersion: 1, policyVersion: 1, clock: start };
    const drill: Drill = {
      ...{ id, park: 'east', scenario, state: 'running', speed: 60, planned: { by: 'eng', at: start }, approvals: [] },
      ...{ armed: { by: 'eng', at: start }, started, paused: null, ended: null, injected: [], notes: [] },
      ...{ observations: [], actions: [], evaluated: null, reported: null, generation: 1, version: 1 },
    };
    const drills = station.app.get(Drills);
    await station.records.transaction(async (tx) => {
      await drills.save(tx, drill, []);
      await drills.beginClock(tx, drill, start);
    });
    return new HandMovedDrill(station, id, start);
  }

  /** The clock goes to so many seconds after the start, and all that followed from it is done. */
  async settle(seconds: number): Promise<number> {
    const drills = this.station.app.get(Drills);
    const clock = await drills.clock(this.station.records.db, this.id);
    const at = this.start + seconds * 1000;
    if (!(await drills.advanceClock(this.id, clock?.at ?? 0, at))) throw new Error('somebody else has moved the clock');
    await drills.mark(this.station.records.db, this.id, 'settled', at);
    return at;
  }

  /** `settle`, and the robots have acted. */
  async step(seconds: number): Promise<number> {
    const at = await this.settle(seconds);
    const people = async () => (await this.station.app.get(Drills).clock(this.station.records.db, this.id))?.peopleAt;
    await waitFor(async () => (await people()) === at, { what: 'the robots' });
    return at;
  }

  /** A message about an incident reaches somebody, so many seconds after the start. */
  tell(to: string, incident: string, seconds: number): Promise<void> {
    return this.station.tell(1, {
      ...{ type: 'notification.sent', class: 'exercise', drill: this.id, at: this.start + seconds * 1000 },
      ...{ subject: { kind: 'incident', id: incident }, data: { key: 'k', channel: 'log', to, attempt: 1 } },
    });
  }

  deeds() {
    return this.station.app.get(DrillDeeds).of(this.station.records.db, this.id);
  }
}

/** What the journal tells of a drill, of one type. */
export async function drillEvents(station: OperationsStation, drill: string, type: string): Promise<JournalEvent[]> {
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  const scope = { after: 0, limit: 1_000, parks: '*', class: 'exercise', drill } as const;
  return (await station.journal.read(scope)).filter((event) => event.type === type);
}
