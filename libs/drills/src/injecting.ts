import { Injectable } from '@nestjs/common';
import {
  type Drill,
  drillTimeline,
  type Inject,
  type Injected,
  injectsDue,
  isDrillUnderWay,
  type Message,
  recordInjects,
  type WallState,
} from '@cofferdam/domain';
import { Drills, DrillStandings, JournalRelay, Outbox, Records, type Tx, Walls } from '@cofferdam/records';
import { SYSTEM } from './system';
import { VirtualDevices } from './virtual-devices';

type Payload<K extends Inject['payload']['kind']> = Extract<Inject['payload'], { kind: K }>;

/** While it moves nobody knows how it stands. */
const WALL_STATE: Readonly<Record<NonNullable<Payload<'event'>['state']>, WallState>> = {
  ...{ open: 'open', closed: 'closed', moving: 'unknown', unknown: 'unknown' },
};

/**
 * Carries out what the script puts in. Samples and faults are nothing but the record of it: from then on the virtual
 * monitors send other values, and whoever asks is told that something does not work.
 */
@Injectable()
export class Injecting {
  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly standings: DrillStandings,
    private readonly walls: Walls,
    private readonly outbox: Outbox,
    private readonly relay: JournalRelay,
    private readonly devices: VirtualDevices,
  ) {}

  /**
   * All that is due by `now` (epoch ms of the drill's clock), once, however often it is asked for.
   * @returns the drill as it is then
   */
  async carryOut(drill: Drill, now: number): Promise<Drill> {
    const due = await this.due(drill, now);
    if (due.length === 0) return drill;
    // Said to the broker before it is recorded: what a crash repeats is the same word again.
    for (const inject of injectsOf(drill, due)) await this.sayStatus(drill, inject);
    const after = await this.records.transaction(async (tx) => {
      const locked = await this.drills.lock(tx, drill.id);
      if (locked === null || !isDrillUnderWay(locked)) return drill;
      const done = new Set(locked.injected.map(({ inject }) => inject));
      const open = due.filter(({ inject }) => !done.has(inject));
      for (const inject of injectsOf(locked, open)) await this.effect(tx, locked, inject, now);
      const recorded = recordInjects(locked, open, { now: await this.records.now(tx), drillAt: now });
      await this.drills.save(tx, recorded.drill, recorded.entries);
      return recorded.drill;
    });
    this.relay.poke();
    return after;
  }

  /** Incidents are read only where something that has yet to be put in waits for them. */
  private async due(drill: Drill, now: number): Promise<Injected[]> {
    const done = new Set(drill.injected.map(({ inject }) => inject));
    const waits = drill.scenario.injects.some(({ id, when }) => when !== undefined && !done.has(id));
    const incidents = waits ? await this.standings.incidents(this.records.db, drill) : [];
    return injectsDue(drill, { incidents }, now);
  }

  private async sayStatus(drill: Drill, { payload }: Inject): Promise<void> {
    if (payload.kind !== 'event' || payload.outlet === undefined || payload.online === undefined) return;
    await this.devices.status(drill, payload.outlet, payload.online);
  }

  private async effect(tx: Tx, drill: Drill, { id, payload }: Inject, now: number): Promise<void> {
    if (payload.kind === 'message') return this.outbox.write(tx, [messageOf(drill, id, payload)]);
    if (payload.kind !== 'event' || payload.wall === undefined) return;
    const report = { park: drill.park, wall: payload.wall, level: null, by: SYSTEM.username, at: now, incident: null };
    const state = WALL_STATE[payload.state ?? 'unknown'];
    await this.walls.report(tx, { ...report, state }, drillTimeline(drill));
  }
}

const injectsOf = ({ scenario }: Drill, injected: readonly Injected[]): Inject[] =>
  injected.flatMap(({ inject }) => scenario.injects.find(({ id }) => id === inject) ?? []);

/** Its place in the script tells a drill's messages apart. */
function messageOf(drill: Drill, inject: string, { text, tier, to }: Payload<'message'>): Message {
  const { id, park, generation, scenario } = drill;
  const n = scenario.injects.findIndex((one) => one.id === inject) + 1;
  return {
    ...{
      ...drillTimeline(drill),
      park,
      owner: { kind: 'drill', id },
      kind: 'inject',
      tier: tier ?? null,
      enterprise: null,
    },
    ...{ severity: 'yellow', toxic: false, generation, n, data: { ...text, ...(to && { to }) } },
  };
}
