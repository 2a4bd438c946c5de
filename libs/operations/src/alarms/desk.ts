import { Injectable } from '@nestjs/common';
import {
  acknowledge,
  type Alarm,
  alarmEntry,
  type JournalEntry,
  OUTLET_TIER,
  tierRank,
  timelineKey,
  type User,
  viewAlarm,
} from '@cofferdam/domain';
import { Alarms, Journal, ParkDocuments, type Tx } from '@cofferdam/records';
import { ExerciseGate } from '../drills/exercise-gate';
import { mustMatch, type Sight } from '../http/if-match';
import { LastAlarms } from '../incidents/last-alarms';
import { parksOf, sees } from '../scope/parks';
import { AlarmLocks, type Locked } from './alarm-locks';
import { type Alone, GroupResult } from './group-result';

const iso = (ms: number): string => new Date(ms).toISOString();

/** A person at the duty desk who does something. */
export interface Act {
  readonly user: User;
  readonly note: string | null;
}

/** What a duty desk does to alarms. The domain decides; rows are locked in order of their ids. */
@Injectable()
export class Desk {
  constructor(
    private readonly gate: ExerciseGate,
    private readonly alarms: Alarms,
    private readonly journal: Journal,
    private readonly parks: ParkDocuments,
    private readonly locks: AlarmLocks,
    private readonly last: LastAlarms,
  ) {}

  /**
   * The last one of an incident also takes note of the incident for the caller's tier.
   * @throws Problem `not-found`, `forbidden` in another's drill, or `changed-since` with the alarm as it is
   */
  async acknowledge(tx: Tx, id: string, { user, note }: Act, sight: Sight) {
    await this.gate.hold(tx, 'alarm', [id]);
    const { alarm, incident } = await this.locks.lockOne(tx, id, user);
    const at = await this.gate.enter(tx, alarm, user);
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
    await this.gate.hold(tx, 'alarm', [id]);
    const { alarm } = await this.locks.lockOne(tx, id, user);
    const at = await this.gate.enter(tx, alarm, user);
    mustMatch(sight, alarm.generation, viewAlarm(alarm));
    const noted: Alarm = { ...alarm, generation: alarm.generation + 1, version: alarm.version + 1 };
    const note = { by: user.username, at: iso(at), text };
    await this.keep(
      tx,
      [noted],
      [alarmEntry('alarm.changed', noted, user.username, at, { ...viewAlarm(noted), note })],
    );
    return { note, alarm: viewAlarm(noted) };
  }

  /**
   * Acknowledges what was shown: members that have grown, that need a look of their own, or that belong to a drill in
   * which the person does not act, are told apart.
   */
  async acknowledgeShown(tx: Tx, shown: ReadonlyMap<string, number>, { user, note }: Act) {
    await this.gate.hold(tx, 'alarm', [...shown.keys()]);
    const locked = await this.locks.lock(tx, [...shown.keys()]);
    const alarms = new Map(locked.alarms.map((alarm) => [alarm.id, alarm]));
    const parkTier = await this.parkTierOutlets(tx, locked.alarms);
    const moments = await this.gate.moments(tx, locked.alarms, user);
    const result = new GroupResult();
    for (const [id, generation] of shown) {
      const alarm = alarms.get(id);
      const at = alarm && moments.get(timelineKey(alarm));
      if (!alarm || !sees(parksOf(user), alarm.park)) result.refuse(id, 'not-found');
      else if (at === undefined) result.refuse(id, 'not-a-participant');
      else result.take(alarm, acknowledge(alarm, { by: user.username, at, note, generation }), singly(alarm, parkTier));
    }
    for (const [key, at] of moments) await this.takeNote(tx, locked, result.alarms, { user, note, key, at });
    await this.keep(tx, result.alarms, result.entries);
    return result.view();
  }

  /** What follows for the incidents of one timeline. */
  private async takeNote(
    tx: Tx,
    { incidents }: Locked,
    acknowledged: readonly Alarm[],
    { user, note, key, at }: Act & { readonly key: string; readonly at: number },
  ): Promise<void> {
    const those = [...incidents.values()].filter((incident) => timelineKey(incident) === key);
    const changes = await this.last.changes(tx, those, acknowledged, { user, at, note });
    await this.last.save(tx, changes, at);
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

/** Why an alarm needs a look of its own; null where it does not. */
function singly(alarm: Alarm, parkTier: ReadonlySet<string>): Alone | null {
  if (alarm.severity === 'red') return 'red';
  if (alarm.toxic) return 'toxic';
  return alarm.outlet !== null && parkTier.has(`${alarm.park}.${alarm.outlet}`) ? 'park-tier' : null;
}
