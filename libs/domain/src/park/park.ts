import { z } from 'zod';
import { SEVERITIES } from '../condition/condition';
import { PolicySchema } from '../escalation/policy';
import { DeskSchema } from '../desk/desk';
import { TIERS } from '../tier/tier';
import { Id, Name } from './id';
import { OUTLET_KINDS } from './outlet-kind';
import { PondDemand } from './pond-demand';

/** HJ 212 `MN` as real devices send it: 1 to 28 letters, digits, `_` or `-`. */
const MonitorId = z.string().regex(/^[A-Za-z0-9_-]{1,28}$/, 'letters, digits, _ and -, at most 28');
/** HJ 525 code, or a code of the project's own (`x…`). Unknown codes are reported by the park loader, with the known ones. */
const Factor = z.string().regex(/^[a-z][a-z0-9]{2,11}$/);
/** A day in the park's zone, `2026-01-31`. */
const Day = z.iso.date();

/** How a device's words are read for one factor. */
const MonitorFactor = z.strictObject({
  /** Unit in which the device sends concentrations; the catalogue's (HJ 212-2017 Table B.1) where absent. */
  unit: z.string().max(12).optional(),
});

const Monitor = z.strictObject({
  id: MonitorId,
  /** Seconds between two realtime packets (HJ 212 `RtdInterval`). */
  interval: z.number().int().min(1).max(86_400),
  crc: z.enum(['hj212', 'modbus-lsb-first']).default('hj212'),
  /** HJ 212 edition where the `Flag` misleads: ST=21 devices sent version bits 2 years before 2025. */
  edition: z.enum(['2005', '2017', '2025']).optional(),
  factors: z.record(Factor, MonitorFactor),
  /** Demo only: false leaves the monitor to a newcomer. */
  simulated: z.boolean().default(true),
});

/** One dated limit at one outlet. Concentrations in mg/L; both ends are compliant. */
const Limit = z
  .strictObject({
    factor: Factor,
    /** Which values it binds: a moment's, an hour's or a day's. */
    basis: z.enum(['instant', 'hour', 'day']).default('instant'),
    max: z.number().finite().optional(),
    min: z.number().finite().optional(),
    /** "Must not be detected": exceeded above this detection limit. */
    notDetectedAbove: z.number().nonnegative().optional(),
    /** Instead of `max` where the water is at or below 12 degC (GB 18918-2002 Table 1 note). */
    maxCold: z.number().finite().optional(),
    /** Digits after the point to which a value is rounded before it is judged; those of the numbers where absent. */
    decimals: z.number().int().min(0).max(9).optional(),
    from: Day.optional(),
    /** Last day on which it holds. */
    to: Day.optional(),
    source: z.string().min(1).max(120),
  })
  .refine(
    (l) => l.max !== undefined || l.min !== undefined || l.notDetectedAbove !== undefined,
    'needs max, min or notDetectedAbove',
  );

/** A standard and its column from the catalogue, for a span of days. */
const StandardUse = z.strictObject({
  id: z.string(),
  column: z.string(),
  /** What its limits bind; absent: all three, but the day only for GB 18918, whose text says daily means. */
  basis: z
    .array(z.enum(['instant', 'hour', 'day']))
    .min(1)
    .optional(),
  from: Day.optional(),
  to: Day.optional(),
});

const Position = z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });

/** Where the water goes next: an edge of the asset graph. */
const Flow = z.strictObject({
  /** An outlet or a wall of this park. */
  to: Id,
  /** Travel time of the water, minutes; absent where nobody has measured or computed it. */
  minutes: z.number().positive().max(100_000).optional(),
});

const Outlet = z.strictObject({
  id: Id,
  name: Name,
  kind: z.enum(OUTLET_KINDS),
  enterprise: Id.optional(),
  unit: Id.optional(),
  position: Position.optional(),
  standards: z.array(StandardUse).default([]),
  /** Override what the standards say for the same factor and basis. */
  limits: z.array(Limit).default([]),
  monitors: z.array(Monitor).default([]),
  flows: z.array(Flow).default([]),
});

const Delay = z.number().int().min(0).max(86_400);
const Share = z.number().gt(0).lt(1);
/** Where a rule holds; all outlets that monitor its factors where both are absent. */
const Scope = { outlets: z.array(Id).optional(), kinds: z.array(z.enum(OUTLET_KINDS)).optional() };

/** `limit`: a value against the limit in force. Seconds for delays. */
export const LimitRule = z.strictObject({
  kind: z.literal('limit'),
  id: Id,
  ...Scope,
  factors: z.array(Factor).min(1),
  basis: z.enum(['instant', 'hour', 'day']).default('instant'),
  onDelay: Delay.default(0),
  offDelay: Delay.default(0),
  /** Share of the limit that a value must fall below the limit before it counts as back. */
  deadband: z.number().min(0).max(0.5).default(0),
  /** Blue from this share of the limit on; absent: no pre-warning. */
  prewarn: Share.optional(),
  /**
   * Judge values rounded to the limit's digits (GB/T 8170), as an authority may. Off by default: a warning that comes
   * before the formal exceedance is what this service is for.
   */
  rounded: z.boolean().default(false),
  /** Colour from this ratio value/limit on (exclusive: equal to the limit is compliant). */
  ladder: z
    .strictObject({ yellow: z.number().min(1), orange: z.number().min(1), red: z.number().min(1) })
    .default({ yellow: 1, orange: 2, red: 5 }),
});

/** `silence`: nothing valid came for `missed` expected intervals (at least `grace` seconds). */
export const SilenceRule = z.strictObject({
  kind: z.literal('silence'),
  id: Id,
  ...Scope,
  missed: z.number().min(1).max(1000).default(3),
  grace: Delay.default(30),
  severity: z.enum(SEVERITIES).default('blue'),
});

export const RuleSchema = z.discriminatedUnion('kind', [LimitRule, SilenceRule]);

/** Where polluted water can be held back. */
const Wall = z.strictObject({
  id: Id,
  name: Name,
  kind: z.enum(['pond', 'gate', 'valve']),
  tier: z.enum(TIERS),
  enterprise: Id.optional(),
  /** Ponds: usable volume, m3. */
  volume: z.number().positive().optional(),
  /** Ponds: what is in it as a rule, m3; a shared pond may be a third full (Q/SY 08190). */
  level: z.number().min(0).optional(),
  /** Ponds: what the volume is made for. */
  demand: PondDemand.optional(),
  /** Along the water strip, metres from the first outlet. */
  distance: z.number().min(0).optional(),
  /** Closing it stops others as well: a second person releases it (or one breaks the glass). */
  twoPersons: z.boolean().default(false),
  flows: z.array(Flow).default([]),
});

/** Alarms that follow from another one by design: while the cause is active the targets are suppressed (ISA-18.2). */
const Suppression = z.strictObject({
  id: Id,
  cause: z.strictObject({ outlet: Id, rule: Id }),
  targets: z.array(z.strictObject({ outlet: Id, rule: Id })).min(1),
  reason: z.string().min(1).max(200),
  /** User names; they must differ. A rule that nobody approved suppresses nothing. */
  author: z.string().min(1).max(64),
  approver: z.string().min(1).max(64).optional(),
  /** The longest that it may last at a stretch, minutes. */
  longest: z.number().positive().max(10_080).default(480),
});

/** A park file (`parks/<park>.yaml`). References between its parts and to the catalogues are checked by `checkPark`. */
export const ParkSchema = z.strictObject({
  id: Id,
  name: Name,
  timezone: z.string().default('Asia/Shanghai'),
  river: z.strictObject({ name: Name }).optional(),
  enterprises: z
    .array(z.strictObject({ id: Id, name: Name, units: z.array(z.strictObject({ id: Id, name: Name })).default([]) }))
    .default([]),
  walls: z.array(Wall).default([]),
  desks: z.array(DeskSchema).default([]),
  policy: PolicySchema.optional(),
  suppressions: z.array(Suppression).default([]),
  outlets: z.array(Outlet).min(1),
  rules: z.array(RuleSchema).min(1),
});

export type Park = z.infer<typeof ParkSchema>;
export type Outlet = Park['outlets'][number];
export type Monitor = Outlet['monitors'][number];
export type Wall = Park['walls'][number];
export type Suppression = Park['suppressions'][number];
export type Limit = Outlet['limits'][number];
export type StandardUse = Outlet['standards'][number];
export type Rule = z.infer<typeof RuleSchema>;
export type LimitRule = z.infer<typeof LimitRule>;
export type SilenceRule = z.infer<typeof SilenceRule>;
export type Basis = LimitRule['basis'];
