import { Injectable } from '@nestjs/common';
import { acknowledge, type Alarm, alarmEntry, type JournalEntry, type User, viewAlarm } from '@cofferdam/domain';
import { Alarms, Journal, Records, Register, type Tx } from '@cofferdam/records';
import { Problem } from '../http/problem';
import { etag } from '../http/answer';
import { parksOf, sees } from '../scope/parks';

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
    private readonly register: Register,
  ) {}

  /** @throws Problem `not-found`, or `changed-since` with the alarm as it is */
  async acknowledge(tx: Tx, id: string, { user, note }: Act, generation: number | undefined) {
    const alarm = await this.lockOne(tx, id, user);
    const at = await this.records.now(tx);
    const seen = generation === undefined ? {} : { generation };
    const outcome = acknowledge(alarm, { by: user.username, at, note, ...seen });
    if (outcome.effect === 'conflict') throw grown(outcome.conflict);
    if (outcome.effect === 'none') {
      return { effect: outcome.effect, by: outcome.by, at: iso(outcome.at), alarm: viewAlarm(alarm) };
    }
    await this.keep(tx, [outcome.alarm], [outcome.entry]);
    return { effect: outcome.effect, by: user.username, at: iso(at), alarm: viewAlarm(outcome.alarm) };
  }

  /** The note stands in the journal; the alarm's generation moves, since a person acted. */
  async note(tx: Tx, id: string, { user, text }: { user: User; text: string }, generation: number | undefined) {
    const alarm = await this.lockOne(tx, id, user);
    if (generation !== undefined && generation !== alarm.generation) throw grown(alarm);
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
    const locked = new Map((await this.alarms.lock(tx, [...shown.keys()].sort())).map((alarm) => [alarm.id, alarm]));
    const parkTier = await this.parkTierOutlets(tx);
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
    await this.keep(tx, result.alarms, result.entries);
    return result.view();
  }

  private async lockOne(tx: Tx, id: string, user: User): Promise<Alarm> {
    const [alarm] = await this.alarms.lock(tx, [id]);
    if (!alarm || !sees(parksOf(user), alarm.park)) throw new Problem('not-found', `no alarm ${id} in your scope`);
    return alarm;
  }

  private async keep(tx: Tx, alarms: readonly Alarm[], entries: readonly JournalEntry[]): Promise<void> {
    await this.alarms.save(tx, [...alarms]);
    await this.journal.write(tx, [...entries]);
  }

  private async parkTierOutlets(tx: Tx): Promise<Set<string>> {
    const parks = await this.register.all(tx);
    const outlets = parks.flatMap(({ park, document }) =>
      document.outlets
        .filter(({ kind }) => kind.startsWith('park-plant-') || kind === 'river-section')
        .map(({ id }) => `${park}.${id}`),
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

function grown(alarm: Alarm): Problem {
  const detail = `it is ${alarm.severity} in generation ${alarm.generation} now: ${alarm.explain}`;
  return new Problem('changed-since', detail, { current: viewAlarm(alarm) }, { ETag: etag(alarm.generation) });
}
