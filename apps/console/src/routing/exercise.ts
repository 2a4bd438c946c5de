import type { Timeline } from '@cofferdam/domain';
import { hrefTo } from './route';

/** What of a drill its participants look at: its alarms, what waits for a second person, or one incident. */
export type ExerciseView =
  { readonly at: 'alarms' } | { readonly at: 'approvals' } | { readonly at: 'incident'; readonly id: string };

export interface ExerciseRoute {
  readonly drill: string;
  readonly view: ExerciseView;
}

/** The drill and what of it a hash (`#/exercise/d7/incident/i3`) names; null for every other place of the console. */
export function exerciseOf(hash: string): ExerciseRoute | null {
  const [, drill, part, id] = /^#\/exercise\/([^/]+)(?:\/(approvals|incident)(?:\/([^/]+))?)?$/.exec(hash) ?? [];
  if (drill === undefined) return null;
  const of = decoded(drill);
  if (of === null) return null;
  if (part === 'approvals' && id === undefined) return { drill: of, view: { at: 'approvals' } };
  const incident = part === 'incident' && id !== undefined ? decoded(id) : null;
  return { drill: of, view: incident === null ? { at: 'alarms' } : { at: 'incident', id: incident } };
}

export function exerciseHref(drill: string, view: ExerciseView = { at: 'alarms' }): string {
  const of = `#/exercise/${encodeURIComponent(drill)}`;
  if (view.at === 'alarms') return of;
  return view.at === 'approvals' ? `${of}/approvals` : `${of}/incident/${encodeURIComponent(view.id)}`;
}

/** Where an incident is looked at: a drill's on the drill's own pages, never on a live one. */
export const incidentHref = ({ drill }: Pick<Timeline, 'drill'>, id: string): string =>
  drill === null ? hrefTo('incidents', id) : exerciseHref(drill, { at: 'incident', id });

/** Where the timeline's incidents are found. */
export const incidentsHref = ({ drill }: Pick<Timeline, 'drill'>): string =>
  drill === null ? hrefTo('incidents') : exerciseHref(drill);

/** Where the timeline's approvals wait. */
export const approvalsHref = ({ drill }: Pick<Timeline, 'drill'>): string =>
  drill === null ? hrefTo('approvals') : exerciseHref(drill, { at: 'approvals' });

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
