import type { DrillActName, DrillRefusal } from './act';
import type { DrillState } from './drill';

const UNDER_WAY: readonly DrillState[] = ['running', 'paused'];
const AFTERWARDS: readonly DrillState[] = ['ended', 'evaluated', 'reported'];

/** Whose act it is. */
export type DrillPart = 'director' | 'approver' | 'controller' | 'observer' | 'judge' | 'staff';

/** One legal transition of a drill. `to` names every state that it may end in; `same` is the state that it was in. */
export interface DrillTransition {
  readonly event: DrillActName;
  readonly from: readonly DrillState[];
  readonly to: readonly (DrillState | 'same')[];
  /** Why it may be refused there, beside `wrong-state` elsewhere. */
  readonly guards: readonly DrillRefusal[];
  readonly who: DrillPart;
}

const WHO = ['out-of-scope', 'role-too-low'] as const;

/**
 * The drill's machine. `director`: those who direct drills; `approver`: two persons who have not planned it;
 * `controller`: a director, a controller of the scenario, or the system; `observer`: its evaluators and controllers;
 * `judge`: its evaluators, or a director; `staff`: any of these.
 */
export const DRILL_TRANSITIONS: readonly DrillTransition[] = [
  {
    event: 'approve',
    ...{ from: ['planned'], to: ['same', 'approved'], who: 'approver', guards: [...WHO, 'same-person'] },
  },
  { event: 'arm', from: ['approved'], to: ['armed'], who: 'director', guards: [...WHO, 'not-confirmed'] },
  { event: 'start', from: ['armed'], to: ['running'], who: 'director', guards: [...WHO, 'live-alarm'] },
  { event: 'pause', from: ['running'], to: ['paused'], who: 'controller', guards: [...WHO] },
  { event: 'resume', from: ['paused'], to: ['running'], who: 'controller', guards: [...WHO, 'live-alarm'] },
  { event: 'end', from: UNDER_WAY, to: ['ended'], who: 'controller', guards: [...WHO] },
  {
    event: 'abort',
    ...{ from: ['planned', 'approved', 'armed', ...UNDER_WAY], to: ['ended'], who: 'controller' },
    guards: [...WHO, 'reason-missing'],
  },
  {
    event: 'note',
    ...{ from: ['armed', ...UNDER_WAY, 'ended', 'evaluated'], to: ['same'], who: 'staff' },
    guards: [...WHO, 'reason-missing', 'too-many'],
  },
  {
    event: 'observe',
    ...{ from: [...UNDER_WAY, 'ended', 'evaluated'], to: ['same'], who: 'observer' },
    guards: [...WHO, 'unknown-inject', 'unknown-objective', 'too-many'],
  },
  { event: 'evaluate', from: ['ended'], to: ['evaluated'], who: 'judge', guards: [...WHO] },
  { event: 'report', from: ['evaluated'], to: ['reported'], who: 'judge', guards: [...WHO] },
  {
    event: 'open-action',
    ...{ from: AFTERWARDS, to: ['same'], who: 'staff' },
    guards: [...WHO, 'reason-missing', 'too-many'],
  },
  {
    event: 'close-action',
    ...{ from: AFTERWARDS, to: ['same'], who: 'staff' },
    guards: [...WHO, 'unknown-action', 'closed-already'],
  },
];

const byEvent = new Map(DRILL_TRANSITIONS.map((row) => [row.event, row]));

export const drillTransition = (event: DrillActName): DrillTransition | undefined => byEvent.get(event);
