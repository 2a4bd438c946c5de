import { Injectable } from '@nestjs/common';
import { type Alarm, type Condition, conditionKey, isActive, LIVE, type Severity } from '@cofferdam/domain';
import { sql } from 'kysely';
import { Alarms } from './alarms';
import { Merging } from './merging';
import { Records } from './records';
import type { Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

/** Something that is wrong with the service or one of its channels, in the words of a condition. */
export interface SystemTrouble {
  readonly subject: { readonly kind: 'system' | 'channel'; readonly id: string };
  /** What went wrong, one word for one cause: `condition-refused`, `canary-missing` ... */
  readonly rule: string;
  /** Whose trouble it is; everybody's (the park `system`) where absent. */
  readonly park?: string | null;
}
export interface RaisedTrouble extends SystemTrouble {
  readonly severity: Severity;
  /** One English sentence with the figures. */
  readonly explain: string;
}

/**
 * Alarms about the service itself. They are conditions like any other and go through the same merge, with an order of
 * their own: a counter. Raising what is raised and clearing what is clear writes nothing.
 */
@Injectable()
export class SystemAlarms {
  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly merging: Merging,
  ) {}

  /** @param tx the transaction that it belongs to; one of its own where absent. True where it was news. */
  async raise(trouble: RaisedTrouble, tx?: Tx): Promise<boolean> {
    return this.say(trouble, tx, (alarm) => {
      const { severity, explain } = trouble;
      if (alarm !== null && isActive(alarm) && alarm.severity === severity) return null;
      return { phase: 'abnormal', severity, explain };
    });
  }

  async clear(trouble: SystemTrouble, tx?: Tx): Promise<boolean> {
    return this.say(trouble, tx, (alarm) => {
      if (alarm === null || !isActive(alarm)) return null;
      return { phase: 'normal', severity: alarm.severity, explain: alarm.explain };
    });
  }

  private async say(trouble: SystemTrouble, tx: Tx | undefined, judge: Judge): Promise<boolean> {
    if (tx === undefined) return this.records.transaction((own) => this.say(trouble, own, judge));
    const key = keyOf(trouble);
    const name = conditionKey(key);
    // One word at a time about one trouble, so that the counter's order is the order of the words.
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
    const [alarm = null] = await this.alarms.newestByKeys(tx, [name]);
    const said = judge(alarm);
    if (said === null) return false;
    const { rows } = await sql<{ n: number }>`select nextval('system_order') as n`.execute(tx);
    const now = await this.records.now(tx);
    await this.merging.apply(tx, [condition(key, alarm, said, rows[0]?.n ?? 0, now)], now);
    return true;
  }
}

type Said = Pick<Condition, 'phase' | 'severity' | 'explain'>;
type Judge = (alarm: Alarm | null) => Said | null;

const keyOf = ({ subject, rule, park }: SystemTrouble): Condition['key'] => ({
  ...{ ...LIVE, park: park ?? SYSTEM_PARK, subject: { kind: subject.kind, id: subject.id } },
  ...{ outlet: null, factor: null, rule },
});

function condition(key: Condition['key'], alarm: Alarm | null, said: Said, n: number, now: number): Condition {
  const goesOn = alarm !== null && isActive(alarm);
  const severityMax = said.severity;
  return {
    kind: 'condition',
    key,
    order: [`0-${n}`, 0],
    ...{ episode: goesOn ? alarm.episode : (alarm?.episode ?? 0) + 1, onset: goesOn ? alarm.raisedAt : now },
    ...{ ...said, severityMax, clearedAt: said.phase === 'normal' ? now : null, quality: 'good', sampleAt: now },
    ...{ value: null, peak: null, unit: '', limit: null, ratio: null, limitSource: null },
    ...{ ruleKind: 'system', ruleVersion: 1, toxic: false, late: false, previous: [] },
  };
}
