import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  type Desk,
  deskDeadlines,
  deskId,
  type DeskState,
  isNight,
  LIVE,
  onDuty,
  type Policy,
  watchDesk,
} from '@cofferdam/domain';
import { Outage } from '@cofferdam/process';
import { Deadlines, Desks, Policies, Records, Register, type Tx } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';

const LOOK_EVERY_MS = 15_000;

interface Place {
  readonly park: string;
  readonly desk: Desk;
  readonly timezone: string;
  readonly policy: Policy;
}

/** Sees which desks are held by one person alone at night: those are asked whether somebody is there. */
@Injectable()
export class DeskWatchman implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(DeskWatchman.name), 'lone desks are not looked at');
  private busy: Promise<void> | null = null;

  constructor(
    private readonly records: Records,
    private readonly register: Register,
    private readonly desks: Desks,
    private readonly policies: Policies,
    private readonly deadlines: Deadlines,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    this.busy ??= this.round()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    await this.busy;
  }

  private async round(): Promise<void> {
    const { db } = this.records;
    const now = await this.records.now();
    const states = new Map((await this.desks.states(db, '*')).map((state) => [state.id, state]));
    for (const place of await this.places()) {
      const state = states.get(deskId(place.park, place.desk.id));
      if (state !== undefined && judged(place, state, now) !== null) await this.watch(place);
    }
  }

  private async places(): Promise<Place[]> {
    const { db } = this.records;
    const parks = await this.register.all();
    const desks = await this.desks.all(db);
    const policies = await this.policies.currentOf(
      db,
      parks.map(({ park }) => park),
    );
    return parks.flatMap(({ park, document: { timezone } }) => {
      const policy = policies.get(park)?.policy;
      if (policy === undefined) return [];
      return desks.filter((one) => one.park === park).map(({ desk }) => ({ park, desk, timezone, policy }));
    });
  }

  /** Judged again under the lock: somebody may have accepted the desk, or another process may have been here. */
  private async watch(place: Place): Promise<void> {
    await this.records.transaction(async (tx: Tx) => {
      const [state] = await this.desks.lockState(tx, [deskId(place.park, place.desk.id)]);
      const now = await this.records.now(tx);
      const next = state === undefined ? null : judged(place, state, now);
      if (next === null) return;
      await this.desks.saveState(tx, [next]);
      const owner = { kind: 'desk', id: next.id } as const;
      const wanted = deskDeadlines(next);
      await this.deadlines.reconcile(tx, [{ owner, timeline: LIVE, park: next.park, wanted, why: 'not-alone' }], now);
    });
  }
}

/** The desk as it is watched from now on; null where nothing changes. */
function judged({ desk, timezone, policy }: Place, state: DeskState, now: number): DeskState | null {
  const alone = isNight(now, timezone) && onDuty(desk, state, now, timezone).length === 1;
  return watchDesk(state, alone, { now, policy });
}
