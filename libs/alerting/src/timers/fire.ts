import { Injectable, Logger } from '@nestjs/common';
import { type OwnerKind, type Timeline, timelineKey } from '@cofferdam/domain';
import { Drills, type DueOwner, isTransient, JournalRelay, Records, SystemAlarms, type Tx } from '@cofferdam/records';
import { type DueOwners, ofEachTimeline } from './due';
import { DueAlarms } from './due-alarms';
import { DueApprovals } from './due-approvals';
import { DueDesks } from './due-desks';
import { DueIncidents } from './due-incidents';
import { DueLegal } from './due-legal';

/** Owners a transaction: enough to spread the cost of a commit, few enough to hold locks for milliseconds only. */
const BATCH = 100;
/** One whose deadline cannot be carried out is left alone for so long. */
const LEAVE_ALONE_MS = 60_000;

/** A deadline that can never be carried out is a mistake in the service: somebody has to know of it. */
export const DEADLINE_REFUSED = { subject: { kind: 'system', id: 'timers' }, rule: 'deadline-refused' } as const;

/**
 * Carries out what is due. Bells and the sweep both call it, in any number of processes: owners are locked, their rows
 * read again by their timeline's clock, and each row fires once.
 */
@Injectable()
export class Fire {
  /** Since the start of this process: deadlines fired, and the lateness of the latest one, ms. */
  fired = 0;
  lateness = 0;
  private readonly logger = new Logger(Fire.name);
  private readonly kinds: ReadonlyMap<OwnerKind, DueOwners>;
  private readonly refused = new Map<string, { readonly until: number; readonly timeline: Timeline }>();

  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly systemAlarms: SystemAlarms,
    private readonly relay: JournalRelay,
    incidents: DueIncidents,
    alarms: DueAlarms,
    desks: DueDesks,
    approvals: DueApprovals,
    legal: DueLegal,
  ) {
    this.kinds = new Map([incidents, alarms, desks, approvals, legal].map((due) => [due.kind, due]));
  }

  /**
   * Fires what is due for these owners; what is not due, is somebody else's just now or has been done is left alone.
   * @returns how many deadlines fired
   * @throws what may pass (PostgreSQL away): the transactions before stand
   */
  async fire(owners: readonly DueOwner[]): Promise<number> {
    let fired = 0;
    for (const own of ofEachTimeline(this.ready(owners))) {
      for (const [kind, due] of this.kinds) {
        const some = own.filter((owner) => owner.kind === kind);
        for (let from = 0; from < some.length; from += BATCH)
          fired += await this.batch(due, some.slice(from, from + BATCH));
      }
    }
    if (fired > 0) this.relay.poke();
    return fired;
  }

  /** Of these, those that are not left alone for now. */
  ready(owners: readonly DueOwner[]): DueOwner[] {
    return owners.filter((owner) => !this.isRefused(owner));
  }

  /** How many owners are left alone for now. */
  get leftAlone(): number {
    for (const [key, { until }] of this.refused) if (performance.now() >= until) this.refused.delete(key);
    return this.refused.size;
  }

  /** Whether one of them is real: of a drill's nobody is told. */
  get leavesRealAlone(): boolean {
    return this.leftAlone > 0 && [...this.refused.values()].some(({ timeline }) => timeline.class === 'actual');
  }

  private async batch(due: DueOwners, owners: readonly DueOwner[]): Promise<number> {
    try {
      return await this.together(due, owners);
    } catch (error) {
      if (isTransient(error)) throw error;
      this.logger.warn(`${owners.length} ${due.kind} deadlines do not fire together: ${(error as Error).message}`);
    }
    let fired = 0;
    for (const owner of owners) {
      try {
        fired += await this.together(due, [owner]);
      } catch (error) {
        if (isTransient(error)) throw error;
        await this.refuse(owner, error as Error);
      }
    }
    return fired;
  }

  /** Owners of one timeline. */
  private async together(due: DueOwners, owners: readonly DueOwner[]): Promise<number> {
    const [timeline] = owners;
    if (timeline === undefined) return 0;
    const ids = owners.map(({ id }) => id);
    const { rows, now } = await this.records.transaction(async (tx) => {
      const at = await this.dueBy(tx, timeline);
      return at === null ? { rows: [], now: 0 } : { rows: await due.fire(tx, ids, at), now: at };
    });
    this.fired += rows.length;
    const last = rows.at(-1);
    if (last !== undefined && timeline.drill === null) this.lateness = now - last.dueAt;
    return rows.length;
  }

  /**
   * Epoch ms by which things are due: a drill's clock as far as its conditions have been applied. Null while nothing is:
   * it has no clock, or is not under way; it cannot end before the transaction does.
   */
  private async dueBy(tx: Tx, { drill }: Timeline): Promise<number | null> {
    if (drill === null) return this.records.now(tx);
    const underWay = (await this.drills.holdUnderWay(tx, [drill])).has(drill);
    return underWay ? ((await this.drills.clock(tx, drill))?.conditionsAt ?? null) : null;
  }

  private async refuse(owner: DueOwner, error: Error): Promise<void> {
    const { class: class_, drill } = owner;
    this.refused.set(keyOf(owner), {
      until: performance.now() + LEAVE_ALONE_MS,
      timeline: { class: class_, drill },
    });
    this.logger.error(
      `what is due for ${owner.kind} ${owner.id} (${timelineKey(owner)}) cannot be done: ${error.stack ?? error.message}`,
    );
    if (class_ !== 'actual') return;
    const explain = `What is due for ${owner.kind} ${owner.id} cannot be carried out: look at it by hand.`;
    await this.systemAlarms.raise({ ...DEADLINE_REFUSED, severity: 'orange', explain });
  }

  private isRefused(owner: DueOwner): boolean {
    return performance.now() < (this.refused.get(keyOf(owner))?.until ?? 0);
  }
}

const keyOf = ({ kind, id }: DueOwner): string => JSON.stringify([kind, id]);
