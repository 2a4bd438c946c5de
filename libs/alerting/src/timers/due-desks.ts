import { Injectable } from '@nestjs/common';
import {
  type DeskChange,
  deskDeadlines,
  type DeskState,
  type DeskWatch,
  existingTiers,
  handOverMissed,
  type Incident,
  type IncidentChange,
  LIVE,
  missedAtDesk,
  unreachable,
} from '@cofferdam/domain';
import {
  type DeadlineRow,
  Deadlines,
  Desks,
  Incidents,
  Journal,
  Outbox,
  type ParkDesk,
  Policies,
  type Tx,
} from '@cofferdam/records';
import { byOwner, type DueOwners, fireInOrder, owners } from './due';

const PAGE = 500;

/** A desk as it stands, what is judged with it, and the open incidents that it answers for. */
interface Watched {
  readonly state: DeskState;
  readonly at: DeskWatch;
  readonly incidents: readonly Incident[];
}

/**
 * Asks lone desks whether somebody is there; what they do not answer, and hand-overs that nobody accepts, escalates the
 * incidents that they answer for.
 */
@Injectable()
export class DueDesks implements DueOwners {
  readonly kind = 'desk';

  constructor(
    private readonly desks: Desks,
    private readonly policies: Policies,
    private readonly incidents: Incidents,
    private readonly deadlines: Deadlines,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** Desks are locked before incidents, and those before deadlines. */
  async fire(tx: Tx, ids: readonly string[], now: number): Promise<DeadlineRow[]> {
    const states = await this.desks.lockAvailable(tx, ids);
    const parks = [...new Set(states.map(({ park }) => park))].sort();
    const incidents = await this.incidents.lock(tx, await this.openIn(tx, parks));
    const known = new Map(incidents.map((incident) => [incident.id, incident]));
    const due = byOwner(await this.deadlines.dueOf(tx, owners('desk', states), now));
    const desks = await this.desks.all(tx, parks);
    const fired: DeadlineRow[] = [];
    for (const state of states) {
      const desk = desks.find(({ park, desk: { id } }) => park === state.park && id === state.desk);
      const watched = await this.watch(tx, state, { desk, desks, incidents: [...known.values()], now });
      const done = await this.follow(tx, watched, due.get(state.id) ?? []);
      for (const incident of done.incidents) known.set(incident.id, incident);
      fired.push(...done.fired);
    }
    return fired;
  }

  private async watch(
    tx: Tx,
    state: DeskState,
    around: { desk: ParkDesk | undefined; desks: readonly ParkDesk[]; incidents: readonly Incident[]; now: number },
  ): Promise<Watched> {
    const { policy } = await this.policies.current(tx, state.park);
    const tiers = existingTiers(around.desks.filter(({ park }) => park === state.park).map(({ desk }) => desk));
    const incidents = around.incidents.filter((incident) => answersFor(state, around.desk, incident));
    const enterprise = around.desk?.desk.enterprise ?? null;
    return { state, incidents, at: { now: around.now, policy, tiers, enterprise, incidents } };
  }

  private async follow(tx: Tx, { state, at, incidents }: Watched, rows: readonly DeadlineRow[]) {
    const { now } = at;
    const silent: Told = { state, entries: [], messages: [] };
    const done = fireInOrder(silent, rows, now, {
      wanted: (told) => deskDeadlines(told.state),
      act: (told, row) => {
        const change = missedAtDesk(told.state, row, at);
        return {
          state: change.state,
          entries: [...told.entries, ...change.entries],
          messages: [...told.messages, ...change.messages],
        };
      },
    });
    const changes = escalations(state, incidents, done.fired, now);
    await this.deadlines.fired(tx, done.fired, now);
    await this.desks.saveState(tx, [done.owner.state]);
    const wanted = deskDeadlines(done.owner.state);
    const owner = { kind: 'desk', id: state.id } as const;
    await this.deadlines.reconcile(tx, [{ owner, timeline: LIVE, park: state.park, wanted, why: 'superseded' }], now);
    await this.journal.write(tx, done.owner.entries);
    await this.outbox.write(tx, done.owner.messages);
    await this.incidents.save(tx, changes, now);
    return { fired: done.fired, incidents: changes.map(({ incident }) => incident) };
  }

  private async openIn(tx: Tx, parks: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    if (parks.length === 0) return ids;
    for (let after: string | undefined; ;) {
      const filter = { ...LIVE, parks, open: true, limit: PAGE, ...(after === undefined ? {} : { after }) };
      const { items, next } = await this.incidents.list(tx, filter);
      ids.push(...items.map(({ id }) => id));
      if (next === null) return ids;
      after = next;
    }
  }
}

type Told = Omit<DeskChange, 'effect'>;

/** A desk of one enterprise, or of one of its units, answers for what happens there; any other for its whole tier. */
function answersFor({ park, tier }: DeskState, desk: ParkDesk | undefined, incident: Incident): boolean {
  if (incident.park !== park || !incident.tiers.some((duty) => duty.tier === tier)) return false;
  const { enterprise, unit } = desk?.desk ?? {};
  if (enterprise !== undefined && incident.enterprise !== enterprise) return false;
  return unit === undefined || incident.units.includes(`${incident.enterprise}.${unit}`);
}

/** E6 for a hand-over that nobody accepted, E7 for a question that nobody answered. */
function escalations(
  { tier }: DeskState,
  incidents: readonly Incident[],
  fired: readonly DeadlineRow[],
  now: number,
): IncidentChange[] {
  const changes: IncidentChange[] = [];
  for (const incident of incidents) {
    let current = incident;
    for (const { kind, name } of fired) {
      if (name === 'ask') continue;
      const change = kind === 'hand-over' ? handOverMissed(current, tier, now) : unreachable(current, tier, now);
      if (change === null) continue;
      changes.push(change);
      current = change.incident;
    }
  }
  return changes;
}
