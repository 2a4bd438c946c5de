import { type IncidentChange } from '../incident/act';
import { Draft } from '../incident/draft';
import { answerFor, dutyOf, escalate, highest } from '../incident/duty';
import type { Incident } from '../incident/incident';
import { relapse, resume } from '../incident/return';
import type { Tier } from '../tier/tier';
import type { Deadline, DeadlineKind } from './deadline';
import { minutes } from './policy';

type Effect = (draft: Draft, deadline: Deadline) => void;

/** Four fifths of a tier's contain time, the second and last reminder of it. */
const LATE_SHARE = 0.8;

/**
 * What a deadline of an incident that nobody met does: the next tier comes on duty where the highest missed it, otherwise
 * it is reminded; pages repeat; what was suspended goes on. Whoever calls has made sure that it is still pending.
 *
 * @param now epoch ms of the timeline, which may be long after `dueAt` when the service was away
 */
export function missed(incident: Incident, deadline: Deadline, now: number): IncidentChange {
  const draft = new Draft(incident, now);
  EFFECTS[deadline.kind]?.(draft, deadline);
  return draft.done();
}

const tierOf = ({ tier }: Deadline, incident: Incident): Tier => tier ?? highest(incident);

const EFFECTS: Partial<Record<DeadlineKind, Effect>> = {
  acknowledge: (draft, deadline) => {
    const tier = tierOf(deadline, draft.incident);
    draft.setTier(tier, { acknowledgeMissed: true });
    answerFor(draft, tier, { trigger: 'E1', dueAt: deadline.dueAt });
  },
  contain: (draft, deadline) => {
    const tier = tierOf(deadline, draft.incident);
    draft.setTier(tier, { containMissed: true });
    answerFor(draft, tier, { trigger: 'E2', dueAt: deadline.dueAt });
  },
  remind: (draft, deadline) => {
    const tier = tierOf(deadline, draft.incident);
    const { policy, severity } = draft.incident;
    draft.page('remind', tier, deadline.n);
    const at = draft.now + minutes(policy.remind[severity]);
    draft.setTier(tier, { remindDue: { at, generation: deadline.generation, n: deadline.n + 1 } });
  },
  progress: (draft, deadline) => {
    const tier = tierOf(deadline, draft.incident);
    const duty = dutyOf(draft.incident, tier);
    if (duty === undefined) return;
    draft.page('progress', tier, deadline.n, { containDue: duty.containDue.at });
    const half = deadline.n % 2 === 1;
    // From half to four fifths is three tenths of the whole, so three fifths of what is left.
    const at = deadline.dueAt + (duty.containDue.at - deadline.dueAt) * ((LATE_SHARE - 0.5) / 0.5);
    const { generation, n } = deadline;
    draft.setTier(tier, { progressDue: half ? { at, generation, n: n + 1 } : null });
  },
  repeat: (draft, { n, generation }) => {
    draft.page('repeat', highest(draft.incident), n);
    const at = draft.now + minutes(draft.incident.policy.repeat);
    draft.set({ repeatDue: { at, generation, n: n + 1 } });
  },
  watch: (draft) => {
    const { generation, policy } = draft.incident;
    draft.page('close', highest(draft.incident), 0);
    draft.set({ watchDue: null, closeDue: { at: draft.now + minutes(policy.close), generation, n: 1 } });
    draft.tell('incident.changed', { watched: true });
  },
  close: (draft, { n, generation }) => {
    draft.page('close', highest(draft.incident), n);
    const at = draft.now + minutes(draft.incident.policy.close);
    draft.set({ closeDue: { at, generation, n: n + 1 } });
  },
  suspended: resume,
  pond: (draft) => {
    const { pond, state } = draft.incident;
    if (pond !== null) draft.set({ pond: { ...pond, missed: true } });
    draft.page('pond', highest(draft.incident), draft.incident.generation);
    draft.renew();
    if (state === 'CONTAINED') relapse(draft);
    escalate(draft, { trigger: 'E2' });
  },
  'hand-over': (draft, deadline) => {
    draft.set({ handOver: null });
    draft.page('hand-over', tierOf(deadline, draft.incident), deadline.n, { missed: true });
    answerFor(draft, tierOf(deadline, draft.incident), { trigger: 'E6', dueAt: deadline.dueAt });
  },
};
