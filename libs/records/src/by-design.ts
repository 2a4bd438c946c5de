import { Injectable } from '@nestjs/common';
import {
  type Alarm,
  type AlarmChange,
  type AlarmOutcome,
  isActive,
  isOpen,
  type Park,
  suppress,
  type Suppression,
  timelineKey,
  unsuppress,
} from '@cofferdam/domain';
import { sql } from 'kysely';
import type { Spot } from './grouping';
import type { Tx } from './schema';

type Place = Suppression['cause'];

const isAt = (alarm: Alarm, { outlet, rule }: Place): boolean => alarm.outlet === outlet && alarm.rule === rule;

/** Suppression by design: while the cause of a park's rule is active its targets are suppressed. */
@Injectable()
export class ByDesign {
  /** Keys of open alarms, each in its place's timeline, that the rules about these places speak of: whoever locks alarms locks them as well. */
  async keys(tx: Tx, spots: readonly Spot[], parks: ReadonlyMap<string, Park>): Promise<string[]> {
    const places = spots.flatMap(({ class: class_, drill, park, outlet: touched }) =>
      (parks.get(park)?.suppressions ?? [])
        .map(({ cause, targets }) => [cause, ...targets])
        .filter((all) => all.some(({ outlet }) => outlet === touched))
        .flatMap((all) => all.map(({ outlet, rule }) => ({ class: class_, drill, park, outlet, rule }))),
    );
    if (places.length === 0) return [];
    const { rows } = await sql<{ key: string }>`
      select distinct a.key from alarm a
      join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) 
        as p(class text, drill text, park text, outlet text, rule text)
        on a.park = p.park and a.outlet = p.outlet and a.rule = p.rule
          and a.class = p.class and a.drill is not distinct from p.drill
      where a.open`.execute(tx);
    return rows.map(({ key }) => key);
  }

  /** What the rules do to these alarms: suppressed, or no longer; a cause that cannot be seen counts as none. */
  judge(alarms: readonly Alarm[], parks: ReadonlyMap<string, Park>, now: number): AlarmChange[] {
    const present = new Map(alarms.map((alarm) => [alarm.id, alarm]));
    const changes: AlarmChange[] = [];
    for (const park of parks.values()) {
      for (const rule of park.suppressions) {
        const here = [...present.values()].filter((alarm) => alarm.park === park.id);
        for (const outcome of judgeRule(rule, here, now)) {
          if (outcome.effect !== 'done') continue;
          present.set(outcome.alarm.id, outcome.alarm);
          changes.push(outcome);
        }
      }
    }
    return changes;
  }
}

function judgeRule(rule: Suppression, alarms: readonly Alarm[], now: number): AlarmOutcome[] {
  const seen = alarms.filter((alarm) => isAt(alarm, rule.cause) && isActive(alarm) && alarm.quality === 'good');
  const causes = new Set(seen.map((alarm) => timelineKey(alarm)));
  return alarms
    .filter((alarm) => isOpen(alarm) && rule.targets.some((target) => isAt(alarm, target)))
    .flatMap((alarm) => {
      if (causes.has(timelineKey(alarm))) return [suppress(alarm, rule, now)];
      return alarm.suppressed?.rule === rule.id ? [unsuppress(alarm, now)] : [];
    });
}
