import { Injectable } from '@nestjs/common';
import {
  acknowledge,
  type Alarm,
  alarmEntry,
  type JournalEntry,
  OUTLET_TIER,
  tierRank,
  type User,
  viewAlarm,
} from '@cofferdam/domain';
import { Alarms, Journal, ParkDocuments, Records, type Tx } from '@cofferdam/records';
import { mustMatch, type Sight } from '../http/if-match';
import { LastAlarms } from '../incidents/last-alarms';
import { parksOf, sees } from '../scope/parks';
import { AlarmLocks } from './alarm-locks';

const iso = (ms: number): string => new Date(ms).toISOString();

/** A person at the duty desk who does something. */
export interface Act {
  readonly user: User;
  readonly note: string | null;
}

type Refusal = 'red' | 'toxic' | 'park-tier' | 'not-found';

/** What a duty desk does to alarms. The domain decides; rows are locked in order of their ids. */
@Injectable()
export class Desk {
  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly journal: Journal,
    private readonly parks: ParkDocuments,
    private readonly locks: AlarmLocks,
    private readonly last: LastAlarms,
  ) {}

  /**
   * The last one of an incident also takes note of the incident for the caller's tier.
   * @throws Problem `not-found`, or `changed-since` with the alarm as it is
   */
  async acknowledge(tx: Tx, id: string, { user, note }: Act, sight: Sight) {
    const { alarm, incident } = await this.locks.lockOne(tx, id, user);
    const at = await this.records.now(tx);
    const outcome = acknowledge(alarm, { by: user.username, at, note });
    if (outcome.effect === 'none') {
      return { effect: outcome.effect, by: outcome.by, at: iso(outcome.at), alarm: viewAlarm(alarm) };
    }
    if (outcome.effect === 'conflict') throw new Error('nothing was said of a generation');
    mustMatch(sight, alarm.generation, viewAlarm(alarm));
    const incidents = incident === null ? [] : [incident];
    const changes = await this.last.changes(tx, incidents, [alarm], { user, at, note });
    await this.last.save(tx, changes, at);
    await this.keep(tx, [outcome.alarm], [outcome.entry]);
    return { effect: outcome.effect, by: user.username, at: iso(at), alarm: viewAlarm(outcome.alarm) };
  }

  /** The note stands in the journal; the alarm's generation moves, since a person acted. */
  async note(tx: Tx, id: string, { user, text }: { user: User; text: string }, sight: Sight) {
    const { alarm } = await this.locks.lockOne(tx, id, user);
    mustMatch(sight, alarm.generation, viewAlarm(alarm));
    const at = await this.records.now(tx);
    const noted: Alarm = { ...alarm, generation: alarm.generation + 1, version: alarm.version + 1 };
    const note = { by: user.username, at: iso(at), text };
    await this.keep(
      tx,
      [noted],
      [alarmEntry('alarm.changed', noted, user.username, at, { ...viewAlarm(noted), note })],
    );
    return { note, alarm: viewAlarm(noted) };
  }

  /** Acknowledges what was shown: members that have grown, or that need a look of their own, are told apart. */
  async acknowledgeShown(tx: Tx, shown: ReadonlyMap<string, number>, { user, note }: Act) {
    const { alarms, incidents } = await this.locks.lock(tx, [...shown.keys()]);
    const locked = new Map(alarms.map((alarm) => [alarm.id, alarm]));
    const parkTier = await this.parkTierOutlets(tx, alarms);
    const at = await this.records.now(tx);
    const result = new GroupResult();
    for (const [id, generation] of shown) {
      const alarm = locked.get(id);
      if (!alarm || !sees(parksOf(user), alarm.park)) {
        result.refused.push({ id, reason: 'not-found' });
        continue;
      }
      result.take(alarm, acknowledge(alarm, { by: user.username, at, note, generation }), singly(alarm, parkTier));
    }
    const changes = await this.last.changes(tx, incidents.values(), result.alarms, { user, at, note });
    await this.last.save(tx, changes, at);
    await this.keep(tx, result.alarms, result.entries);
    return result.view();
  }

  private async keep(tx: Tx, alarms: readonly Alarm[], entries: readonly JournalEntry[]): Promise<void> {
    await this.alarms.save(tx, [...alarms]);
    await this.journal.write(tx, [...entries]);
  }

  private async parkTierOutlets(tx: Tx, alarms: readonly Alarm[]): Promise<Set<string>> {
    const parks = await this.parks.of(tx, [...new Set(alarms.map(({ park }) => park))]);
    const outlets = [...parks.values()].flatMap((park) =>
      park.outlets
        .filter(({ kind }) => tierRank(OUTLET_TIER[kind]) >= tierRank('park'))
        .map(({ id }) => `${park.id}.${id}`),
    );
    return new Set(outlets);
  }
}

/** What became of each member of a group. */
class GroupResult {
  readonly alarms: Alarm[] = [];
  readonly entries: JournalEntry[] = [];
  readonly refused: { id: string; reason: Refusal }[] = [];
  private readonly alreadyBy: { id: string; by: string; at: string }[] = [];
  private readonly changedSince: { id: string; alarm: ReturnType<typeof viewAlarm> }[] = [];

  take(alarm: Alarm, outcome: ReturnType<typeof acknowledge>, alone: Refusal | null): void {
    const { id } = alarm;
    if (outcome.effect === 'none') this.alreadyBy.push({ id, by: outcome.by, at: iso(outcome.at) });
    else if (outcome.effect === 'conflict') this.changedSince.push({ id, alarm: viewAlarm(alarm) });
    else if (alone !== null) this.refused.push({ id, reason: alone });
    else {
      this.alarms.push(outcome.alarm);
      this.entries.push(outcome.entry);
    }
  }

  view() {
    const acknowledged = this.alarms.map(({ id, generation }) => ({ id, generation }));
    return {
      acknowledged,
      alreadyBy: this.alreadyBy,
      changedSince: this.changedSince,
      refused: this.refused,
    };
  }
}

/** Why an alarm needs a look of its own; null where it does not. */
function singly(alarm: Alarm, parkTier: ReadonlySet<string>): Refusal | null {
  if (alarm.severity === 'red') return 'red';
  if (alarm.toxic) return 'toxic';
  return alarm.outlet !== null && parkTier.has(`${alarm.park}.${alarm.outlet}`) ? 'park-tier' : null;
}
