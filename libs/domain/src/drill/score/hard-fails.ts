import type { IncidentView } from '../../incident/view';
import { deskOfRecipient } from '../../notification/delivery';
import { type Tier, tierRank } from '../../tier/tier';
import { type Drill, isDrillOver, takesPart } from '../drill';
import { ACTIVE_KINDS, type DrillFacts } from './facts';
import { placeOfExpected } from './place';
import { quiet } from './quiet';
import { type FailEvidence, HARD_FAILS, type HardFail, type HardFailKind } from './shape';
import type { Moment, Story } from './story';
import { LIVE_ALARM_MS } from './weights';

interface Judging {
  readonly drill: Drill;
  readonly facts: DrillFacts;
  readonly story: Story;
}

/** Evidence of one fail, in the journal's own words; a fail without any has not happened. */
type Proof = (judging: Judging) => FailEvidence[];

const MOST_EVIDENCE = 50;

/** What fails a drill whatever its points, each with its evidence (alarm-management §6.4). */
export function hardFails(judging: Judging): HardFail[] {
  return HARD_FAILS.flatMap((kind) => {
    const evidence = PROOFS[kind](judging);
    const inOrder = evidence.sort(
      (a, b) => (a.event ?? Infinity) - (b.event ?? Infinity) || (a.what < b.what ? -1 : 1),
    );
    return evidence.length === 0 ? [] : [{ kind, evidence: inOrder.slice(0, MOST_EVIDENCE) }];
  });
}

/** Anything that was sent to somebody who takes no part, or over a group's channel that takes none. */
export function leaks({ drill, facts }: Pick<Judging, 'drill' | 'facts'>): FailEvidence[] {
  const isOutside = (to: string, channel: string | null): boolean =>
    deskOfRecipient(to) === null ? !takesPart(drill, to) : !drill.scenario.channels.includes(channel ?? '');
  const told = facts.events
    .filter(({ type }) => type === 'notification.sent')
    .map(({ seq, data }) => ({ seq, ...(data as { key: string; to: string; channel: string | null }) }));
  const keys = new Set(told.map(({ key }) => key));
  const untold = facts.deliveries.filter(({ key, state }) => state === 'SENT' && !keys.has(key));
  return [
    ...told
      .filter(({ to, channel }) => isOutside(to, channel))
      .map(({ seq, key, to, channel }) => ({ event: seq, row: key, what: `${to} → ${channel ?? '-'}` })),
    ...untold
      .filter(({ recipient, channel }) => isOutside(recipient, channel))
      .map(({ key, recipient, channel }) => ({
        event: null,
        row: key,
        what: `${recipient} → ${channel ?? '-'}`,
      })),
  ];
}

function liveDelayed({ facts: { live } }: Judging): FailEvidence[] {
  if (live.slowest === null || live.slowest <= LIVE_ALARM_MS) return [];
  return [{ event: null, row: live.slowestAlarm, what: `${live.slowest} ms > ${LIVE_ALARM_MS} ms` }];
}

function tiersSkipped({ story }: Judging): FailEvidence[] {
  return story.incidents.flatMap(({ number, moments }) => {
    const first = moments.find(({ view }) => skipped(view).length > 0);
    if (first === undefined) return [];
    return [{ event: first.seq, row: null, what: `${number}: ${skipped(first.view).join(', ')}` }];
  });
}

/** Existing tiers between the lowest and the highest on duty that are not on duty. */
function skipped({ tiers, policy }: Pick<IncidentView, 'tiers' | 'policy'>): Tier[] {
  const duty = tiers.map(({ tier }) => tier);
  const ranks = duty.map(tierRank);
  return policy.tiers.filter(
    (tier) => !duty.includes(tier) && tierRank(tier) > Math.min(...ranks) && tierRank(tier) < Math.max(...ranks),
  );
}

/** A command is for the drill's own devices, whose topics lie under its tree (isolation rule I9). */
function actuatorsReached({ drill, facts }: Judging): FailEvidence[] {
  const own = `drills/${drill.id}/`;
  return facts.events
    .filter(({ type }) => type === 'command.sent')
    .map(({ seq, data }) => ({ seq, topic: (data as { topic?: unknown } | null)?.topic }))
    .filter(({ topic }) => typeof topic !== 'string' || !topic.startsWith(own))
    .map(({ seq, topic }) => ({ event: seq, row: null, what: typeof topic === 'string' ? topic : '-' }));
}

function topTierUnanswered({ facts, story }: Judging): FailEvidence[] {
  const incidents = new Map(story.incidents.map((incident) => [incident.id, incident]));
  return facts.events.flatMap(({ type, seq, subject, data }) => {
    if (type !== 'deadline.missed' || subject.kind !== 'incident') return [];
    const { kind, tier } = data as { kind: string; tier: Tier | null };
    const incident = incidents.get(subject.id);
    const top = incident?.moments[0]?.view.policy.tiers.at(-1);
    if (kind !== 'acknowledge' || tier === null || tier !== top) return [];
    return [{ event: seq, row: null, what: `${incident?.number ?? subject.id}: ${tier}` }];
  });
}

function suppressedTakenForQuiet({ drill, facts, story }: Judging): FailEvidence[] {
  return drill.scenario.injects.flatMap((inject) => {
    const injectedAt = drill.injected.find((one) => one.inject === inject.id)?.at;
    if (injectedAt === undefined) return [];
    const now = facts.clock ?? injectedAt;
    const covered = inject.expected
      .filter(({ action }) => action === 'quiet')
      .flatMap(
        (expected) => quiet({ story, place: placeOfExpected(expected, inject), expected, injectedAt, now }).covered,
      );
    return [...new Set(covered)].map((moment) => coveredEvidence(inject.id, moment));
  });
}

const coveredEvidence = (inject: string, { seq, view }: Moment<{ readonly id: string; readonly state: string }>) => ({
  ...{ event: seq, row: view.id, what: `${inject}: ${view.state}` },
});

function leftActive({ drill, facts }: Judging): FailEvidence[] {
  if (!isDrillOver(drill)) return [];
  return ACTIVE_KINDS.filter((kind) => facts.active[kind] > 0).map((kind) => ({
    ...{ event: null, row: kind, what: `${kind}: ${facts.active[kind]}` },
  }));
}

const PROOFS: Readonly<Record<HardFailKind, Proof>> = {
  leak: leaks,
  'live-delayed': liveDelayed,
  'tier-skipped': tiersSkipped,
  'actuator-reached': actuatorsReached,
  'top-tier-unanswered': topTierUnanswered,
  'suppressed-taken-for-quiet': suppressedTakenForQuiet,
  'left-active': leftActive,
};
