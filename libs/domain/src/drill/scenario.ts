import { z } from 'zod';
import { SEVERITIES } from '../condition/condition';
import { Id, Name } from '../park/id';
import { TIERS } from '../tier/tier';
import { ROLES } from '../user/role';
import { EXPECTED_ACTIONS, WeightsSchema } from './expected';

const Username = z.string().min(1).max(64);
const MonitorId = z.string().regex(/^[A-Za-z0-9_-]{1,28}$/, 'letters, digits, _ and -, at most 28');
const Factor = z.string().regex(/^[a-z][a-z0-9]{2,11}$/);
const Figure = z.number().finite();
/** A span of drill time, seconds. */
const Seconds = z.number().min(0).max(86_400);
const Text = z.string().min(1).max(500);

/** Forms of an exercise (HSEEP; 环境应急演练: 桌面推演, 通信, 功能, 实战). */
export const EXERCISE_TYPES = ['tabletop', 'channel', 'functional', 'full'] as const;

/** Acts that a robot participant can do: those that a person does over the API. */
const ROBOT_ACTS = [
  'acknowledge',
  'start-measure',
  'contain',
  'escalate',
  'hand-over',
  'accept',
  'suspend',
  'mark-false',
  'confirm',
  'note',
  'close',
] as const;

/**
 * One line of a robot's script: `after` seconds of drill time from the moment that `on` became true for it, it does `act`
 * to the incident, once an incident. `told`: a message about the incident reached it; `offered`: a hand-over was offered
 * to it; `asked`: an approval waits that it may confirm; the others are the incident's.
 */
const RobotLine = z.strictObject({
  on: z.enum(['told', 'acknowledged', 'measure-started', 'contained', 'watched', 'offered', 'asked', 'suspended']),
  after: Seconds.default(0),
  act: z.enum(ROBOT_ACTS),
  /** `start-measure`. */
  measure: Id.optional(),
  wall: Id.optional(),
  /** `hand-over`: to whom. */
  to: Username.optional(),
  /** What it writes: evidence, reason, note. */
  text: Text.optional(),
  /** Only about incidents of this enterprise. */
  enterprise: Id.optional(),
});

const Participant = z.strictObject({
  user: Username,
  role: z.enum(ROLES),
  tier: z.enum(TIERS).optional(),
  /** Played by a script; absent: by a person. An empty one sleeps. */
  robot: z.array(RobotLine).max(30).optional(),
});

/** How a virtual monitor's value runs over drill time, in the factor's unit of the catalogue. */
const Shape = z.discriminatedUnion('kind', [
  /** At once, and stays. */
  z.strictObject({ kind: z.literal('step'), to: Figure }),
  /** Evenly from what it was, or `from`, to `to` over `over` seconds, and stays. */
  z.strictObject({ kind: z.literal('ramp'), from: Figure.optional(), to: Figure, over: Seconds }),
  /** `peak` for `over` seconds, then back to what it was before. */
  z.strictObject({ kind: z.literal('pulse'), peak: Figure, over: Seconds }),
  /** A recorded series, one value an interval of its monitor; the last one stays. */
  z.strictObject({ kind: z.literal('series'), values: z.array(Figure).min(1).max(5_000) }),
  /** Around `mean`, evenly within `spread` on both sides; the same in every run of the drill. */
  z.strictObject({ kind: z.literal('noise'), mean: Figure, spread: Figure }),
]);

/** A virtual monitor that shadows a real one: what it measures before anything is injected, and how often. */
const VirtualMonitor = z.strictObject({
  outlet: Id,
  monitor: MonitorId,
  /** Seconds between its packets, which is what the drill's rules expect of it. */
  interval: z.number().int().min(1).max(3_600),
  /** By factor. */
  values: z.record(Factor, Figure),
});

/** Fires when it becomes true of an incident of the drill for the first time, `after` seconds later. */
const When = z.strictObject({
  incident: z.enum(['opened', 'acknowledged', 'contained', 'suspended', 'judged-false', 'closed']).optional(),
  /** The tier has come on duty. */
  tier: z.enum(TIERS).optional(),
  /** Only of an incident of this enterprise. */
  enterprise: Id.optional(),
  after: Seconds.default(0),
});

const Payload = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('samples'), outlet: Id, monitor: MonitorId, factor: Factor, shape: Shape }),
  /** Said to participants, of a tier or named; marked by machine. */
  z.strictObject({
    kind: z.literal('message'),
    text: Name.extend({ zh: Text, en: Text }),
    tier: z.enum(TIERS).optional(),
    to: z.array(Username).max(50).optional(),
  }),
  /** Something happens at the virtual plant: what is known of a wall, or that a logger comes and goes. */
  z.strictObject({
    kind: z.literal('event'),
    wall: Id.optional(),
    state: z.enum(['open', 'closed', 'moving', 'unknown']).optional(),
    outlet: Id.optional(),
    online: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('fault'),
    fault: z.discriminatedUnion('of', [
      z.strictObject({ of: z.literal('monitor'), outlet: Id, monitor: MonitorId }),
      z.strictObject({ of: z.literal('channel'), channel: Id }),
      z.strictObject({ of: z.literal('person'), user: Username }),
    ]),
    /** How long it lasts, seconds; to the end of the drill where absent. */
    for: Seconds.optional(),
  }),
]);

/**
 * `detect`: inject → alarm of (outlet, factor) · `notify`: alarm → first message taken by a device of the tier ·
 * `acknowledge`: tier on duty → its acknowledgement · `tier`: inject → tier on duty · `measure`: inject → that measure
 * started · `contain`: inject → contained · `hand-over`: offered → accepted by `to` · `report`: inject → a note, evidence
 * or report that holds every one of `words` · `correct`: inject → suspended, and everybody who was told knows ·
 * `quiet`: no alarm for the whole of `within`.
 */
const Expected = z.strictObject({
  action: z.enum(EXPECTED_ACTIONS),
  within: Seconds,
  tier: z.enum(TIERS).optional(),
  outlet: Id.optional(),
  factor: Factor.optional(),
  enterprise: Id.optional(),
  severity: z.enum(SEVERITIES).optional(),
  measure: Id.optional(),
  to: Username.optional(),
  words: z.array(z.string().min(1).max(60)).max(20).optional(),
  /** What an evaluator looks for, and where. */
  evidence: Name.extend({ zh: Text, en: Text }).optional(),
  /** Of which objective it is part. */
  objective: Id.optional(),
});

const Inject = z
  .strictObject({
    id: Id,
    title: Name.extend({ zh: Text, en: Text }).optional(),
    /** Seconds from the start of the drill. */
    at: Seconds.optional(),
    when: When.optional(),
    /** Who is said to send and to receive it (the script's word). */
    from: Text.optional(),
    to: Text.optional(),
    payload: Payload,
    expected: z.array(Expected).max(30).default([]),
  })
  .refine(({ at, when }) => (at === undefined) !== (when === undefined), 'needs either at or when');

/** A drill's script: what is practised, by whom, what is put in and what is expected. References are checked by `checkScenario`. */
export const ScenarioSchema = z.strictObject({
  id: Id,
  title: Name.extend({ zh: Text, en: Text }),
  type: z.enum(EXERCISE_TYPES).default('tabletop'),
  park: Id,
  objectives: z
    .array(z.strictObject({ id: Id, text: Name.extend({ zh: Text, en: Text }) }))
    .min(1)
    .max(20),
  /** Where the drill's clock starts, HH:MM of the park's zone; the moment of the start where absent. */
  startsAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  /** Length of the drill, seconds of its own clock. */
  duration: z.number().int().min(60).max(86_400),
  participants: z.array(Participant).min(1).max(200),
  controllers: z.array(Username).min(1).max(20),
  evaluators: z.array(Username).max(20).default([]),
  /** Collective channels (robots in chat groups) whose whole group takes part. */
  channels: z.array(Id).max(20).default([]),
  monitors: z.array(VirtualMonitor).min(1).max(200),
  injects: z.array(Inject).min(1).max(200),
  /** Instead of the park's (`policy.drillWeights`), action by action. */
  weights: WeightsSchema.optional(),
});

export type Scenario = z.infer<typeof ScenarioSchema>;
export type ScenarioInput = z.input<typeof ScenarioSchema>;
export type Inject = Scenario['injects'][number];
export type InjectPayload = Inject['payload'];
export type SampleShape = z.infer<typeof Shape>;
export type Expected = Inject['expected'][number];
export type VirtualMonitor = Scenario['monitors'][number];
export type Participant = Scenario['participants'][number];
export type RobotLine = z.infer<typeof RobotLine>;
