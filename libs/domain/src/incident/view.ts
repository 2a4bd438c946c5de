import { type Deadline } from '../escalation/deadline';
import { nextDeadlines } from '../escalation/next-deadlines';
import type { Tier } from '../tier/tier';
import type { Evidence, Incident, Measure, PondUse } from './incident';

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

export interface TierView {
  readonly tier: Tier;
  readonly since: string;
  readonly trigger: string;
  readonly holder: string | null;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly ackDeadline: string;
  readonly containDeadline: string;
  readonly acknowledgeMissed: boolean;
  readonly containMissed: boolean;
}

export interface DeadlineView extends Omit<Deadline, 'dueAt'> {
  readonly dueAt: string;
}

type Timed = 'openedAt' | 'joinedAt' | 'containedAt';
type Inner =
  'watchDue' | 'closeDue' | 'repeatDue' | 'suspension' | 'policy' | 'tiers' | 'escalated' | 'relieved' | 'cause';

/** An incident as HTTP, the feed and MQTT show it: times as ISO 8601 UTC, deadlines as the list of what is pending. */
export interface IncidentView extends Omit<
  Incident,
  Timed | Inner | 'measures' | 'evidence' | 'pond' | 'closing' | 'falseAlarm' | 'deEscalation' | 'handOver'
> {
  readonly openedAt: string;
  readonly joinedAt: string;
  readonly containedAt: string | null;
  readonly tiers: readonly TierView[];
  /** Tiers that exist in the park, lowest first, and the policy's version that was frozen at the opening. */
  readonly policy: { readonly version: number; readonly tiers: readonly Tier[] };
  readonly cause: {
    readonly alarm: string;
    readonly outlet: string;
    readonly factor: string | null;
    readonly onset: string;
  };
  readonly measures: readonly (Omit<Measure, 'startedAt' | 'endedAt'> & {
    readonly startedAt: string;
    readonly endedAt: string | null;
  })[];
  readonly evidence: readonly (Omit<Evidence, 'at'> & { readonly at: string })[];
  readonly pond: (Omit<PondUse, 'at' | 'fullAt'> & { readonly at: string; readonly fullAt: string | null }) | null;
  readonly suspension: {
    readonly by: string;
    readonly at: string;
    readonly until: string;
    readonly reason: string;
  } | null;
  readonly closing: { readonly by: string; readonly at: string; readonly rootCause: string | null } | null;
  readonly falseAlarm: {
    readonly by: string;
    readonly approver: string;
    readonly at: string;
    readonly reason: string;
  } | null;
  readonly deEscalation: { readonly to: Tier; readonly by: string; readonly at: string } | null;
  readonly handOver: {
    readonly tier: Tier;
    readonly from: string;
    readonly to: string;
    readonly at: string;
    readonly due: string;
    readonly note: string | null;
  } | null;
  /** What is pending, soonest first. */
  readonly deadlines: readonly DeadlineView[];
}

export const viewDeadline = (deadline: Deadline): DeadlineView => ({ ...deadline, dueAt: iso(deadline.dueAt) });

export function viewIncident(incident: Incident): IncidentView {
  const { watchDue, closeDue, repeatDue, escalated, relieved, policy, ...rest } = incident;
  const { suspension, closing, falseAlarm, deEscalation, handOver, pond } = incident;
  return {
    ...rest,
    openedAt: iso(incident.openedAt),
    joinedAt: iso(incident.joinedAt),
    containedAt: isoOrNull(incident.containedAt),
    tiers: incident.tiers.map(viewTier),
    policy: { version: policy.version, tiers: policy.tiers },
    cause: { ...incident.cause, onset: iso(incident.cause.onset) },
    measures: incident.measures.map((measure) => ({
      ...measure,
      startedAt: iso(measure.startedAt),
      endedAt: isoOrNull(measure.endedAt),
    })),
    evidence: incident.evidence.map((item) => ({ ...item, at: iso(item.at) })),
    pond: pond && { ...pond, at: iso(pond.at), fullAt: isoOrNull(pond.fullAt) },
    suspension: suspension && {
      ...{ by: suspension.by, at: iso(suspension.at), until: iso(suspension.due.at), reason: suspension.reason },
    },
    closing: closing && { ...closing, at: iso(closing.at) },
    falseAlarm: falseAlarm && { ...falseAlarm, at: iso(falseAlarm.at) },
    deEscalation: deEscalation && { ...deEscalation, at: iso(deEscalation.at) },
    handOver: handOver && { ...handOver, at: iso(handOver.at), due: iso(handOver.due.at) },
    deadlines: nextDeadlines(incident).map(viewDeadline),
  };
}

function viewTier(duty: Incident['tiers'][number]): TierView {
  const { tier, since, trigger, holder, acknowledged, acknowledgeMissed, containMissed } = duty;
  return {
    ...{ tier, since: iso(since), trigger, holder, acknowledgeMissed, containMissed },
    acknowledgedAt: acknowledged && iso(acknowledged.at),
    acknowledgedBy: acknowledged && acknowledged.by,
    ackDeadline: iso(duty.acknowledgeDue.at),
    containDeadline: iso(duty.containDue.at),
  };
}
