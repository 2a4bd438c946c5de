import { z } from 'zod';
import {
  CLASSES,
  DEADLINE_KINDS,
  INCIDENT_STATES,
  type IncidentView,
  POLLUTANT_FAMILIES,
  SEVERITIES,
  TIERS,
} from '@cofferdam/domain';
import { Iso } from '../http/schema';

const word = z.string().nullable();
const isoOrNull = Iso.nullable();
const count = z.int().min(0);
const TierName = z.enum(TIERS);

/** A deadline that is pending. */
export const deadlineShape = {
  kind: z.enum(DEADLINE_KINDS),
  tier: TierName.nullable(),
  name: word,
  generation: z.int(),
  n: z.int().describe('Counts repetitions from 1'),
  dueAt: Iso,
};

const TierShape = z.object({
  tier: TierName,
  since: Iso,
  trigger: z.string().describe('`start`, `relapse`, or E1 to E9'),
  holder: word.describe('Who took it over by name; null: the desk’s people on duty'),
  acknowledgedAt: isoOrNull,
  acknowledgedBy: word,
  ackDeadline: Iso,
  containDeadline: Iso,
  acknowledgeMissed: z.boolean(),
  containMissed: z.boolean(),
});

const MeasureShape = z.object({
  ...{ id: z.string(), code: z.string(), tier: TierName, wall: word },
  state: z.enum(['started', 'done', 'failed']),
  ...{ startedBy: z.string(), startedAt: Iso, endedBy: word, endedAt: isoOrNull, approver: word, brokenGlass: word },
});

const EvidenceShape = z.object({
  ...{ id: z.string(), by: z.string(), at: Iso, text: z.string(), measure: word },
  photo: z.object({ mediaType: z.string(), bytes: count }).nullable(),
});

const PondShape = z.object({
  wall: z.string(),
  volume: z.number().describe('m3'),
  level: z.number().describe('m3, at `at`'),
  inflow: z.number().describe('m3/h'),
  at: Iso,
  fullAt: isoOrNull,
  generation: z.int(),
  n: z.int(),
  missed: z.boolean(),
});

const peopleShape = {
  suspension: z.object({ by: z.string(), at: Iso, until: Iso, reason: z.string() }).nullable(),
  closing: z.object({ by: z.string(), at: Iso, rootCause: word }).nullable(),
  falseAlarm: z.object({ by: z.string(), approver: z.string(), at: Iso, reason: z.string() }).nullable(),
  deEscalation: z.object({ to: TierName, by: z.string(), at: Iso }).nullable(),
  handOver: z.object({ tier: TierName, from: z.string(), to: z.string(), at: Iso, due: Iso, note: word }).nullable(),
};

export const incidentShape = z
  .object({
    ...{ id: z.string(), number: z.string(), class: z.enum(CLASSES), drill: word, park: z.string() },
    enterprise: word.describe('Thought to be its source; null: the park’s own outlets'),
    family: z.enum(POLLUTANT_FAMILIES),
    severity: z.enum(SEVERITIES),
    toxic: z.boolean(),
    state: z.enum(INCIDENT_STATES),
    assetTier: TierName,
    tiers: z.array(TierShape).describe('On duty, lowest first'),
    policy: z.object({ version: z.int(), tiers: z.array(TierName) }),
    ...{ openedAt: Iso, joinedAt: Iso, containedAt: isoOrNull },
    cause: z.object({ alarm: z.string(), outlet: z.string(), factor: word, onset: Iso }),
    outlets: z.array(z.string()),
    units: z.array(z.string()),
    alarms: z.array(z.string()).describe('Its first ones; all by `/alarms?incident=`'),
    alarmCount: count,
    measures: z.array(MeasureShape),
    evidence: z.array(EvidenceShape),
    pond: PondShape.nullable(),
    relapses: count,
    ...peopleShape,
    mergedInto: word,
    deadlines: z.array(z.object(deadlineShape)).describe('Pending, soonest first'),
    generation: z.int().describe('Moves when severity rises, an episode or tier is added or a person acts'),
    version: z.int().describe('Moves with every write'),
  })
  .meta({ id: 'Incident' });

/** The schema's type is the domain's, so that the two cannot part. */
export const IncidentSchema: typeof incidentShape & z.ZodType<IncidentView> = incidentShape;
