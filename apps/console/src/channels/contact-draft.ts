import type { ContactPoint } from '@cofferdam/domain';
import type { ChannelView } from '../api/channels';

/** A contact point while somebody edits it. */
export interface PointDraft extends ContactPoint {
  readonly key: number;
}

/** As the service takes them. */
export const MOST_POINTS = 10;

export const draftOf = (points: readonly ContactPoint[]): PointDraft[] =>
  points.map((point, key) => ({ ...point, key }));

/** In their order; rows without an address are none. */
export const pointsOf = (draft: readonly PointDraft[]): ContactPoint[] =>
  draft.map(({ channel, to }) => ({ channel, to: to.trim() })).filter(({ to }) => to !== '');

export const withPoint = (draft: readonly PointDraft[], channel: string): PointDraft[] => [
  ...draft,
  { key: Math.max(-1, ...draft.map(({ key }) => key)) + 1, channel, to: '' },
];

export const replaced = (draft: readonly PointDraft[], row: PointDraft): PointDraft[] =>
  draft.map((each) => (each.key === row.key ? row : each));

export const without = (draft: readonly PointDraft[], { key }: PointDraft): PointDraft[] =>
  draft.filter((each) => each.key !== key);

/** One place earlier (-1) or later (1); at its end it stays. */
export function moved(draft: readonly PointDraft[], { key }: PointDraft, by: -1 | 1): PointDraft[] {
  const from = draft.findIndex((each) => each.key === key);
  const to = from + by;
  const [row, other] = [draft[from], draft[to]];
  if (row === undefined || other === undefined) return [...draft];
  return draft.map((each, at) => (at === from ? other : at === to ? row : each));
}

/** Those that reach single persons, of one of these parks, by id. */
export const personal = (channels: readonly ChannelView[], parks: readonly string[]): ChannelView[] =>
  channels.filter(
    ({ collective, park }) => !collective && (park === null || parks.includes('*') || parks.includes(park)),
  );

export const samePoints = (a: readonly ContactPoint[], b: readonly ContactPoint[]): boolean =>
  a.length === b.length && a.every(({ channel, to }, n) => b[n]?.channel === channel && b[n].to === to);
