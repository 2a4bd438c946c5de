import { Injectable, Logger } from '@nestjs/common';
import type { Owner, OwnerKind } from '@cofferdam/domain';
import { isTransient, JournalRelay, Records, SystemAlarms } from '@cofferdam/records';
import type { DueOwners } from './due';
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
 * read again by the service's clock, and each row fires once.
 */
@Injectable()
export class Fire {
  /** Since the start of this process: deadlines fired, and the lateness of the latest one, ms. */
  fired = 0;
  lateness = 0;
  private readonly logger = new Logger(Fire.name);
  private readonly kinds: ReadonlyMap<OwnerKind, DueOwners>;
  private readonly refused = new Map<string, number>();

  constructor(
    private readonly records: Records,
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
  async fire(owners: readonly Owner[]): Promise<number> {
    let fired = 0;
    for (const [kind, due] of this.kinds) {
      const ids = owners.filter((owner) => owner.kind === kind && !this.isRefused(owner)).map(({ id }) => id);
      for (let from = 0; from < ids.length; from += BATCH)
        fired += await this.batch(due, ids.slice(from, from + BATCH));
    }
    if (fired > 0) this.relay.poke();
    return fired;
  }

  /** Of these, those that are not left alone for now. */
  ready(owners: readonly Owner[]): Owner[] {
    return owners.filter((owner) => !this.isRefused(owner));
  }

  /** How many owners are left alone for now. */
  get leftAlone(): number {
    for (const [key, until] of this.refused) if (performance.now() >= until) this.refused.delete(key);
    return this.refused.size;
  }

  private async batch(due: DueOwners, ids: readonly string[]): Promise<number> {
    try {
      return await this.together(due, ids);
    } catch (error) {
      if (isTransient(error)) throw error;
      this.logger.warn(`${ids.length} ${due.kind} deadlines do not fire together: ${(error as Error).message}`);
    }
    let fired = 0;
    for (const id of ids) {
      try {
        fired += await this.together(due, [id]);
      } catch (error) {
        if (isTransient(error)) throw error;
        await this.refuse({ kind: due.kind, id }, error as Error);
      }
    }
    return fired;
  }

  private async together(due: DueOwners, ids: readonly string[]): Promise<number> {
    const { rows, now } = await this.records.transaction(async (tx) => {
      const at = await this.records.now(tx);
      return { rows: await due.fire(tx, ids, at), now: at };
    });
    this.fired += rows.length;
    const last = rows.at(-1);
    if (last !== undefined) this.lateness = now - last.dueAt;
    return rows.length;
  }

  private async refuse(owner: Owner, error: Error): Promise<void> {
    this.refused.set(JSON.stringify([owner.kind, owner.id]), performance.now() + LEAVE_ALONE_MS);
    this.logger.error(`what is due for ${owner.kind} ${owner.id} cannot be done: ${error.stack ?? error.message}`);
    const explain = `What is due for ${owner.kind} ${owner.id} cannot be carried out: look at it by hand.`;
    await this.systemAlarms.raise({ ...DEADLINE_REFUSED, severity: 'orange', explain });
  }

  private isRefused({ kind, id }: Owner): boolean {
    return performance.now() < (this.refused.get(JSON.stringify([kind, id])) ?? 0);
  }
}
