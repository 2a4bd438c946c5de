import type { ActRefusal, IncidentActName } from './act';
import type { IncidentState } from './incident';

const AT_WORK: readonly IncidentState[] = ['OPEN', 'ACKED', 'CONTAINING'];
const OPEN_STATES: readonly IncidentState[] = [...AT_WORK, 'CONTAINED'];
const NOT_FINAL: readonly IncidentState[] = [...OPEN_STATES, 'SUSPENDED'];

/** What the system does to an incident, beside people. */
export type SystemEvent = 'open' | 'attach' | 'relapse' | 'resume' | 'reopen-by-system';

/** One legal transition. `to` names every state that it may end in; `same` is the state that it was in. */
export interface Transition {
  readonly event: IncidentActName | SystemEvent;
  readonly from: readonly IncidentState[];
  readonly to: readonly (IncidentState | 'same')[];
  /** Why it may be refused there, beside `wrong-state` elsewhere. */
  readonly guards: readonly ActRefusal[];
  readonly who: 'system' | 'duty' | 'closer' | 'named' | 'judge';
}

/**
 * The incident machine. `duty`: a tier on duty or a higher one; `closer`: the enterprise for unit and enterprise tiers,
 * else the highest tier on duty; `judge`: the closer with a second person; `named`: whom it was offered to.
 */
export const TRANSITIONS: readonly Transition[] = [
  { event: 'open', from: [], to: ['OPEN'], guards: [], who: 'system' },
  { event: 'attach', from: AT_WORK, to: ['OPEN', 'same'], guards: [], who: 'system' },
  { event: 'relapse', from: ['CONTAINED'], to: ['CONTAINING'], guards: [], who: 'system' },
  { event: 'resume', from: ['SUSPENDED'], to: [...OPEN_STATES], guards: ['not-on-duty'], who: 'duty' },
  { event: 'reopen-by-system', from: ['CLOSED'], to: ['OPEN'], guards: [], who: 'system' },
  { event: 'acknowledge', from: OPEN_STATES, to: ['ACKED', 'same'], guards: ['not-on-duty'], who: 'duty' },
  {
    event: 'start-measure',
    ...{ from: OPEN_STATES, to: ['CONTAINING', 'same'], who: 'duty' },
    guards: [
      'not-on-duty',
      'role-too-low',
      'unknown-measure',
      'unknown-wall',
      'pond-unknown',
      'reason-missing',
      'same-person',
    ],
  },
  { event: 'evidence', from: OPEN_STATES, to: ['same'], guards: ['not-on-duty', 'unknown-measure'], who: 'duty' },
  {
    event: 'contain',
    ...{ from: ['CONTAINING'], to: ['CONTAINED'], who: 'closer' },
    guards: ['role-too-low', 'no-measure', 'unknown-measure', 'evidence-missing', 'not-falling'],
  },
  { event: 'escalate', from: OPEN_STATES, to: ['same'], guards: ['not-on-duty', 'no-higher-tier'], who: 'duty' },
  {
    event: 'de-escalate',
    ...{ from: ['CONTAINED'], to: ['same'], who: 'closer' },
    guards: ['role-too-low', 'not-a-lower-tier', 'still-in-breach'],
  },
  { event: 'hand-over', from: OPEN_STATES, to: ['same'], guards: ['not-on-duty', 'same-person'], who: 'duty' },
  { event: 'accept', from: OPEN_STATES, to: ['same'], guards: ['nothing-offered', 'same-person'], who: 'named' },
  { event: 'note', from: [...NOT_FINAL, 'CLOSED', 'FALSE_ALARM', 'MERGED'], to: ['same'], guards: [], who: 'duty' },
  { event: 'suspend', from: AT_WORK, to: ['SUSPENDED'], guards: ['not-on-duty', 'reason-missing'], who: 'duty' },
  {
    event: 'mark-false',
    ...{ from: [...AT_WORK, 'SUSPENDED'], to: ['FALSE_ALARM'], who: 'judge' },
    guards: ['role-too-low', 'reason-missing', 'evidence-missing', 'same-person'],
  },
  {
    event: 'close',
    ...{ from: ['CONTAINED'], to: ['CLOSED'], who: 'closer' },
    guards: ['role-too-low', 'still-active', 'latched', 'root-cause-missing'],
  },
  { event: 'reopen', from: ['CLOSED'], to: ['OPEN'], guards: ['role-too-low', 'too-late'], who: 'closer' },
  { event: 'merge', from: OPEN_STATES, to: ['MERGED'], guards: ['role-too-low', 'other-source'], who: 'closer' },
];

const byEvent = new Map(TRANSITIONS.map((transition) => [transition.event, transition]));

export const isLegal = (event: IncidentActName, state: IncidentState): boolean =>
  byEvent.get(event)?.from.includes(state) ?? false;
