import { integration, type Planted, unit } from './planted';

const ENGINE = 'libs/domain/src/rules/engine';

/** Where a sample comes in, is recognised, kept and judged. */
const WAY_IN: readonly Planted[] = [
  {
    rule: 'duplicate check',
    file: 'libs/evaluation/src/recogniser.ts',
    find: '`${timelineKey(timeline)}:`;',
    replace: "`${timelineKey(timeline) === '' ? '' : 'all'}:`;",
    ...unit('evaluation/src/recogniser', 'a drill that has ended is forgotten'),
  },
  {
    rule: 'duplicate check: the engine’s own',
    file: `${ENGINE}/shard.ts`,
    find: 'return this.parkOf(timeline, park)?.get(monitor);',
    replace: 'return this.parkOf(LIVE, park)?.get(monitor) ?? this.parkOf(timeline, park)?.get(monitor);',
    ...unit('rules/engine/replay', 'to the bit, nothing of a drill shows'),
  },
  {
    rule: 'series: without the drill’s name',
    file: 'libs/history/src/point.ts',
    find: 'series.drill === null ? undefined : { drill: series.drill }',
    replace: 'undefined',
    ...unit('history/src/point', 'each drill has series of its own'),
  },
  {
    rule: 'series: without the class',
    file: 'libs/history/src/point.ts',
    find: 'return { class: series.class, ...drill,',
    replace: "return { class: 'actual', ...drill,",
    ...unit('history/src/point', 'each drill has series of its own'),
  },
  {
    rule: 'series: what is read of no drill is read of all',
    file: 'libs/history/src/history.ts',
    find: "tags['drill'] === undefined ? [`\"drill\" = ''`] : []",
    replace: '[]',
    ...integration('history', 'classes never meet'),
  },
  {
    rule: 'clock screen: a drill is held against the wall’s clock',
    file: 'libs/ingestion/src/decide.ts',
    find: 'const live = place.timeline.drill === null;',
    replace: 'const live = place !== null;',
    ...unit('ingestion/src/decide', '.*is an exercise on a drill topic'),
  },
  {
    rule: 'clock screen: what is real is not',
    file: 'libs/ingestion/src/decide.ts',
    find: 'live ? absurdTime(reading.at, now, settings) : undefined',
    replace: 'live ? undefined : absurdTime(reading.at, now, settings)',
    ...unit('ingestion/src/decide', '.*time-ahead'),
  },
  {
    rule: 'silence: the shard’s tick moves a drill',
    file: `${ENGINE}/shard.ts`,
    find: '(key === undefined ? timeline.ownClock : name !== key)',
    replace: '(key === undefined ? false : name !== key)',
    ...unit('rules/engine/shard', 'a drill never goes by the shard'),
  },
  {
    rule: 'silence: a drill’s tick moves what is real',
    file: `${ENGINE}/shard.ts`,
    find: '(key === undefined ? timeline.ownClock : name !== key)',
    replace: '(key === undefined ? timeline.ownClock : false)',
    ...unit('rules/engine/replay', 'to the bit, nothing of a drill shows'),
  },
  {
    rule: 'shard and lease: the shard without the drill',
    file: 'libs/redis/src/keys.ts',
    find: 'const text = `${timelineKey(timeline)}/${park}`;',
    replace: "const text = `${timelineKey(timeline) === '' ? '/' : ''}${park}`;",
    ...unit('redis/src/keys', 'a drill’s shard is found by its drill'),
  },
  {
    rule: 'shard and lease: the register without the drill',
    file: 'libs/redis/src/telemetry-log.ts',
    find: '`${timelineKey(version)}/${version.park}`',
    replace: '`actual/${version.park}`',
    ...integration('redis', 'a drill’s clock and its end are in its shard'),
  },
  {
    rule: 'shard and lease: two conductors drive one drill',
    file: 'libs/drills/src/lease.ts',
    find: 'if (!(await leases.hold(name, owner, LEASE_MS))) return null;',
    replace: 'await leases.hold(name, owner, LEASE_MS);',
    ...integration('drill-conductor', 'a live alarm pauses it'),
  },
];

/** Where conditions become alarms, incidents and what is due. */
const RECORDS: readonly Planted[] = [
  {
    rule: 'deadlines: a drill’s are due by the service’s clock',
    file: 'libs/records/src/deadlines.ts',
    find: "where state = 'PENDING' and class = 'actual'\n        and due_at <= (select cofferdam_now())",
    replace: "where state = 'PENDING'\n        and due_at <= (select cofferdam_now())",
    ...integration('drill-timers', 'a drill’s deadline fires by its clock'),
  },
  {
    rule: 'deadlines: before the drill’s conditions have come',
    file: 'libs/alerting/src/timers/fire.ts',
    find: '?.conditionsAt ?? null',
    replace: '?.at ?? null',
    ...integration('drill-timers', 'a drill’s deadline fires by its clock'),
  },
  {
    rule: 'deadlines: a bell hangs for a drill',
    file: 'libs/records/src/deadlines.ts',
    find: "rows.filter((row) => row.class === 'actual')",
    replace: 'rows.filter((row) => row.class.length > 0)',
    ...integration('drill-timers', 'what is real is none of a drill’s clock'),
  },
  {
    rule: 'neighbour rules: an alarm joins an incident of another timeline',
    file: 'libs/domain/src/incident/source.ts',
    find: 'one.class === alarm.class && one.drill === alarm.drill && ',
    replace: '',
    ...unit('domain/src/incident/timeline', 'an alarm joins no incident of another timeline'),
  },
  {
    rule: 'neighbour rules: a drill’s cause suppresses what is real',
    file: 'libs/records/src/by-design.ts',
    find: 'if (causes.has(timelineKey(alarm)))',
    replace: 'if (causes.size > 0)',
    ...unit('records/src/by-design', 'the cause of one timeline'),
  },
  {
    rule: 'totals and key figures: a drill’s alarms count',
    file: 'libs/records/src/figures-of-alarms.ts',
    find: "where class = 'actual' and park = ${park} and event->>'type' = 'alarm.raised'\n        and (event->>'at')::bigint >= ${from}",
    replace: "where park = ${park} and event->>'type' = 'alarm.raised'\n        and (event->>'at')::bigint >= ${from}",
    ...integration('kpis', '.*alarms by ten minutes'),
  },
  {
    rule: 'totals and key figures: a roll-up hears of a drill',
    file: 'libs/operations/src/overview/picture.ts',
    find: 'event.class === this.timeline.class && event.drill === this.timeline.drill',
    replace: 'event.class !== null',
    ...unit('operations/src/overview/picture', ''),
  },
  {
    rule: 'totals and key figures: a drill sounds the siren',
    file: 'libs/domain/src/notification/siren.ts',
    find: "incident.class === 'actual' &&",
    replace: "incident.class !== 'test' &&",
    ...unit('domain/src/notification/siren', ''),
  },
  {
    rule: 'overlays: those of a drill end by the service’s clock',
    file: 'libs/alerting/src/timers/fire.ts',
    find: 'if (drill === null) return this.records.now(tx);',
    replace: 'if (drill !== undefined) return this.records.now(tx);',
    ...integration('drill-timers', 'overlays and approvals of a drill end by its clock|a drill’s deadline fires'),
  },
  {
    rule: 'overlays: an exercise ends under what lay over it',
    file: 'libs/domain/src/drill/ending.ts',
    find: '{ ...NO_OVERLAY, phase',
    replace: '{ phase',
    ...unit('domain/src/drill/ending', ''),
  },
];

/** Where somebody asks, or is told. */
const WAY_OUT: readonly Planted[] = [
  {
    rule: 'query defaults: no class is every class',
    file: 'libs/operations/src/http/schema.ts',
    find: "class: z.enum(CLASSES).default('actual')",
    replace: "class: z.enum(CLASSES).default('exercise')",
    ...unit('operations/src/http/schema', 'whoever names no class'),
  },
  {
    rule: 'query defaults: the journal',
    file: 'libs/records/src/journal.ts',
    find: "class: class_ = 'actual', drill = null }: Omit",
    replace: "class: class_ = '*', drill = null }: Omit",
    ...integration('journal', '.*shows each scope and timeline its own'),
  },
  {
    rule: 'query defaults: the list of alarms has drills in it',
    file: 'libs/records/src/alarms.ts',
    find: ".where('class', '=', filter.class);\n  query = query.where('drill', 'is not distinct from', filter.drill);",
    replace: '.where((eb) => eb.lit(true));',
    ...integration('operations-drill-defaults', 'a drill is in no answer that nobody asked it for'),
  },
  {
    rule: 'alert topics',
    file: 'libs/domain/src/notification/machine-feed.ts',
    find: '`drills/${drill}/parks/${park}/alerts` : null',
    replace: '`parks/${park}/alerts` : null',
    ...unit('domain/src/notification/machine-feed', 'alerts of a drill are told under its own topics'),
  },
  {
    rule: 'alert topics: a webhook that did not ask is told',
    file: 'libs/domain/src/notification/webhook.ts',
    find: "event.class !== 'actual' && !(event.class === 'exercise' && exercise)",
    replace: "event.class === 'test' && !exercise",
    ...unit('domain/src/notification/webhook', ''),
  },
  {
    rule: 'system alarms: a deadline of a drill that cannot be carried out',
    file: 'libs/alerting/src/timers/fire.ts',
    find: "some(({ timeline }) => timeline.class === 'actual')",
    replace: "some(({ timeline }) => timeline.class !== 'test')",
    ...integration('drill-timers', 'trouble of a drill raises no alarm'),
  },
  {
    rule: 'system alarms: a message of a drill that reached nobody',
    file: 'libs/records/src/outbox.ts',
    find: "where state = 'FAILED' and kind <> 'command' and class = 'actual'",
    replace: "where state = 'FAILED' and kind <> 'command'",
    ...integration('drill-messages', 'a participant on duty is told'),
  },
  {
    rule: 'system alarms: an overdue message of a drill',
    file: 'libs/records/src/deliveries.ts',
    find: "from delivery d where ${FREE} and class = 'actual' and not exists",
    replace: 'from delivery d where ${FREE} and not exists',
    ...integration('drill-messages', 'live messages go first'),
  },
  {
    rule: 'system alarms: a refused condition of a drill',
    file: 'libs/alerting/src/condition-applier.ts',
    find: "if (rows.every((row) => row.class === 'exercise')) return;",
    replace: '',
    ...integration('drill-engine', '.*puts what cannot be applied of a drill into the quarantine'),
  },
  {
    rule: 'retention: parts of a drill that has ended stay',
    file: `${ENGINE}/shard.ts`,
    find: 'for (const monitor of judge.known) this.forgetMonitor(end, park, monitor);',
    replace: '',
    ...unit('rules/engine/shard', 'a drill that has ended is forgotten'),
  },
  {
    rule: 'retention: what is real is forgotten with it',
    file: 'libs/evaluation/src/recogniser.ts',
    find: 'if (timeline.drill === null) return;',
    replace: '',
    ...unit('evaluation/src/recogniser', 'a drill that has ended is forgotten'),
  },
  {
    rule: 'retention: live series are dropped with a drill’s',
    file: 'libs/history/src/history.ts',
    find: 'where: `"drill" = ${escape.stringLit(drill)}`',
    replace: 'where: `"drill" = ${escape.stringLit(drill)} OR "drill" = \'\'`',
    ...integration('history', 'the readings of a drill are dropped'),
  },
  {
    rule: 'retention: drills that nobody knows are dropped',
    file: 'libs/drills/src/drill-keeping.ts',
    find: 'if (!old.has(drill)) continue;',
    replace: '',
    ...integration('drill-conductor', 'a minute of a drill'),
  },
];

/** The places at which a drill could leak (architecture decision 7). */
export const OF_PLACES: readonly Planted[] = [...WAY_IN, ...RECORDS, ...WAY_OUT];
