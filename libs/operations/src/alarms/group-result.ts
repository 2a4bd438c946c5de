import { type acknowledge, type Alarm, type JournalEntry, viewAlarm } from '@cofferdam/domain';

const iso = (ms: number): string => new Date(ms).toISOString();

/** Why an alarm is acknowledged singly. */
export type Alone = 'red' | 'toxic' | 'park-tier';
export type Refusal = Alone | 'not-found' | 'not-a-participant';

/** What became of each member of a group. */
export class GroupResult {
  readonly alarms: Alarm[] = [];
  readonly entries: JournalEntry[] = [];
  private readonly refused: { id: string; reason: Refusal }[] = [];
  private readonly alreadyBy: { id: string; by: string; at: string }[] = [];
  private readonly changedSince: { id: string; alarm: ReturnType<typeof viewAlarm> }[] = [];

  refuse(id: string, reason: Refusal): void {
    this.refused.push({ id, reason });
  }

  take(alarm: Alarm, outcome: ReturnType<typeof acknowledge>, alone: Alone | null): void {
    const { id } = alarm;
    if (outcome.effect === 'none') this.alreadyBy.push({ id, by: outcome.by, at: iso(outcome.at) });
    else if (outcome.effect === 'conflict') this.changedSince.push({ id, alarm: viewAlarm(alarm) });
    else if (alone !== null) this.refuse(id, alone);
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
