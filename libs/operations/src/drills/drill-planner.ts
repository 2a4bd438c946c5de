import { Injectable } from '@nestjs/common';
import {
  checkScenario,
  drillIdStem,
  drillStart,
  dryRun,
  planDrill,
  type Scenario,
  ScenarioSchema,
  seesPark,
  type User,
} from '@cofferdam/domain';
import {
  Channels,
  Drills,
  Outbox,
  Policies,
  Records,
  Register,
  type RegisteredPark,
  type Tx,
  Users,
} from '@cofferdam/records';
import type { Answer } from '../http/answer';
import { Problem } from '../http/problem';
import { toldDrill } from './drill-desk';

/** What is wrong with a scenario, and where. */
interface Fault {
  readonly at: string;
  readonly detail: string;
}
type Checked =
  | { readonly scenario: Scenario; readonly park: RegisteredPark; readonly errors: readonly Fault[] }
  | { readonly scenario: null; readonly errors: readonly Fault[] };

const MOST_ERRORS = 200;

/** Drills are planned from scenarios that can be played as the park, its people and its channels are now. */
@Injectable()
export class DrillPlanner {
  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly outbox: Outbox,
    private readonly register: Register,
    private readonly users: Users,
    private readonly channels: Channels,
    private readonly policies: Policies,
  ) {}

  /** @throws Problem `scenario-refused` with everything that is wrong */
  async plan(tx: Tx, { scenario, speed }: { scenario: unknown; speed: number }, user: User): Promise<Answer> {
    const checked = await this.check(tx, scenario, user);
    if (checked.scenario === null) {
      const { errors } = checked;
      const detail = errors.map(({ at, detail: what }) => `${at}: ${what}`).join('; ');
      throw new Problem('scenario-refused', detail.slice(0, 2_000), { errors: errors.slice(0, MOST_ERRORS) });
    }
    const now = await this.records.now(tx);
    const id = await this.drills.freeId(tx, drillIdStem(checked.scenario, checked.park.document.timezone, now));
    const context = { actor: user, now, drillAt: null };
    const weighed = await this.weighed(tx, checked.scenario);
    const { drill, entries, messages } = planDrill({ id, scenario: weighed, speed }, context);
    await this.drills.save(tx, drill, entries);
    await this.outbox.write(tx, messages);
    return toldDrill(drill, null, 201);
  }

  /** What would be put in when, were it started now. */
  async preview(tx: Tx, scenario: unknown, user: User) {
    const checked = await this.check(tx, scenario, user);
    if (checked.scenario === null) return { ok: false, errors: checked.errors.slice(0, MOST_ERRORS), plan: [] };
    const start = drillStart(checked.scenario, checked.park.document.timezone, await this.records.now(tx));
    const plan = dryRun(checked.scenario, start).map((step) => ({ ...step, at: new Date(step.at).toISOString() }));
    return { ok: true, errors: [], plan };
  }

  /** With the park's weights, as they are now, where the scenario has none of its own. */
  private async weighed(tx: Tx, scenario: Scenario): Promise<Scenario> {
    const { policy } = await this.policies.current(tx, scenario.park);
    return { ...scenario, weights: { ...policy.drillWeights, ...scenario.weights } };
  }

  private async check(tx: Tx, input: unknown, user: User): Promise<Checked> {
    const name = (input as { park?: unknown } | null)?.park;
    const park = (await this.register.all(tx)).find((one) => one.park === name && seesPark(user, one.park));
    if (park === undefined) return { scenario: null, errors: [...shapeFaults(input), noPark(name)] };
    const ground = {
      park: park.document,
      users: await this.users.list(tx),
      channels: (await this.channels.all(tx)).map(({ id }) => id),
    };
    const { scenario, errors } = checkScenario(input, ground);
    return scenario === null || errors.length > 0 ? { scenario: null, errors } : { scenario, park, errors };
  }
}

const noPark = (name: unknown): Fault => ({ at: 'park', detail: `no park ${JSON.stringify(name)} in your scope` });

/** What is wrong in its form, where no park can be asked about the rest. */
function shapeFaults(input: unknown): Fault[] {
  const { error } = ScenarioSchema.safeParse(input);
  const issues = error?.issues.filter(({ path }) => path[0] !== 'park') ?? [];
  return issues.map(({ path, message }) => ({ at: path.join('.'), detail: message }));
}
