import type { DrillAct, DrillActContext, DrillActName, DrillChange, DrillRefused } from './act';
import { refuseDrill } from './act';
import type { Done, Drill } from './drill';

/** How many notes, observations and corrective actions a drill holds at most, each. */
const MOST = 500;
const APPROVALS = 2;

export type Doing<A extends DrillActName> = (
  drill: Drill,
  act: Extract<DrillAct, { act: A }>,
  context: DrillActContext,
) => DrillChange | DrillRefused;

const by = ({ actor, now }: DrillActContext): Done => ({ by: actor?.username ?? 'system', at: now });
const drillTime = ({ drillAt, now }: DrillActContext): number => drillAt ?? now;
const isBlank = (text: string): boolean => text.trim() === '';
const full = (list: readonly unknown[], what: string): DrillRefused | null =>
  list.length < MOST ? null : refuseDrill('too-many', `a drill holds at most ${MOST} ${what}`);

/** Two persons, of whom neither has planned it. */
const approve: Doing<'approve'> = (drill, _, context) => {
  const { planned, approvals } = drill;
  const before = [planned, ...approvals].find((one) => one.by === context.actor?.username);
  if (before !== undefined) {
    return refuseDrill('same-person', before === planned ? 'who has planned it does not approve it' : 'somebody else has to approve it too'); // prettier-ignore
  }
  const all = [...approvals, by(context)];
  const state = all.length < APPROVALS ? 'planned' : 'approved';
  return { set: { approvals: all, state }, type: 'drill.approved', more: { approvals: all.length, needs: APPROVALS } };
};

const arm: Doing<'arm'> = ({ id, scenario }, { confirm }, context) => {
  if (confirm !== id) return refuseDrill('not-confirmed', `type the drill's identifier, ${id}`);
  const participants = scenario.participants.map(({ user }) => user);
  return { set: { state: 'armed', armed: by(context) }, type: 'drill.armed', more: { participants } };
};

const alarmed = ({ park }: Drill, { liveAlarm = null }: DrillActContext): DrillRefused | null =>
  liveAlarm && refuseDrill('live-alarm', `a real ${liveAlarm.severity} alarm, ${liveAlarm.id}, is active in ${park}`);

const start: Doing<'start'> = (drill, { ruleVersion, policyVersion, clock }, context) =>
  alarmed(drill, context) ?? {
    set: { state: 'running', started: { ...by(context), ruleVersion, policyVersion, clock } },
    type: 'drill.started',
    more: { ruleVersion, policyVersion, clock: new Date(clock).toISOString() },
    news: { news: 'started' },
  };

const pause: Doing<'pause'> = (_, act, context) => {
  const liveAlarm = act.why === 'live-alarm' ? act.liveAlarm : null;
  const reason = act.why === 'person' ? (act.reason ?? null) : null;
  const paused = { ...by(context), why: act.why, liveAlarm };
  return {
    set: { state: 'paused', paused },
    type: 'drill.paused',
    more: { why: act.why, liveAlarm, reason },
    news: liveAlarm ? { news: 'live-alarm', severity: liveAlarm.severity } : { news: 'paused', reason },
  };
};

const resume: Doing<'resume'> = (drill, _, context) =>
  alarmed(drill, context) ?? {
    set: { state: 'running', paused: null },
    type: 'drill.resumed',
    news: { news: 'resumed' },
  };

const over = (context: DrillActContext, why: 'script' | 'person' | 'abort', reason: string | null): Partial<Drill> => ({
  state: 'ended',
  paused: null,
  ended: { ...by(context), why, reason, clock: drillTime(context) },
});

const end: Doing<'end'> = (_, { why }, context) => ({
  ...{ set: over(context, why, null), type: 'drill.ended', more: { why, reason: null }, news: { news: 'ended' } },
});

const abort: Doing<'abort'> = (_, { reason }, context) => {
  if (isBlank(reason)) return refuseDrill('reason-missing', 'say why it is aborted');
  const news = { news: 'aborted', reason } as const;
  return { set: over(context, 'abort', reason), type: 'drill.ended', more: { why: 'abort', reason }, news };
};

const note: Doing<'note'> = ({ notes }, { text }, context) => {
  if (isBlank(text)) return refuseDrill('reason-missing', 'a note says something');
  const written = { ...by(context), text, drillAt: drillTime(context) };
  return full(notes, 'notes') ?? { set: { notes: [...notes, written] }, type: 'drill.noted', more: { note: { text } } };
};

const observe: Doing<'observe'> = ({ observations, scenario }, act, context) => {
  const { id, inject, objective, rating, note: text } = act;
  if (inject !== null && !scenario.injects.some((one) => one.id === inject)) {
    return refuseDrill('unknown-inject', `the scenario has no inject ${inject}`);
  }
  if (objective !== null && !scenario.objectives.some((one) => one.id === objective)) {
    return refuseDrill('unknown-objective', `the scenario has no objective ${objective}`);
  }
  const observation = { ...by(context), id, inject, objective, rating, note: text, drillAt: drillTime(context) };
  return (
    full(observations, 'observations') ?? {
      set: { observations: [...observations, observation] },
      type: 'drill.observed',
      more: { observation: { id, inject, objective, rating, note: text } },
    }
  );
};

const evaluate: Doing<'evaluate'> = (_, __, context) => ({
  ...{ set: { state: 'evaluated', evaluated: by(context) }, type: 'drill.evaluated' },
});

const report: Doing<'report'> = (_, __, context) => ({
  ...{ set: { state: 'reported', reported: by(context) }, type: 'drill.reported' },
});

const openAction: Doing<'open-action'> = ({ actions }, { id, text, owner, due }, context) => {
  if (isBlank(text)) return refuseDrill('reason-missing', 'say what has to become better');
  const action = { id, text, owner, due, opened: by(context), closed: null };
  return (
    full(actions, 'corrective actions') ?? {
      set: { actions: [...actions, action] },
      type: 'drill.action-changed',
      more: { action: { id, text, owner, due, open: true } },
    }
  );
};

const closeAction: Doing<'close-action'> = ({ actions }, { id, note: text }, context) => {
  const action = actions.find((one) => one.id === id);
  if (action === undefined) return refuseDrill('unknown-action', `the drill has no corrective action ${id}`);
  if (action.closed !== null) return refuseDrill('closed-already', `${action.closed.by} has closed it`);
  const closed = { ...by(context), note: text };
  return {
    set: { actions: actions.map((one) => (one === action ? { ...one, closed } : one)) },
    type: 'drill.action-changed',
    more: { action: { id, text: action.text, owner: action.owner, due: action.due, open: false, note: text } },
  };
};

export const DOING: { readonly [A in DrillActName]: Doing<A> } = {
  ...{ approve, arm, start, pause, resume, end, abort, note, observe, evaluate, report },
  'open-action': openAction,
  'close-action': closeAction,
};
