import type { OutletView, ParkView, WallView } from '../api/shapes';

export interface Station {
  readonly id: string;
  readonly kind: 'outlet' | 'section' | 'wall';
  readonly x: number;
  /** Which of two heights its label has, so that neighbours do not write over each other. */
  readonly level: 0 | 1;
}

export interface Course {
  readonly stations: readonly Station[];
  /** Where the park's channel ends and the river begins, px. */
  readonly mouth: number;
  /** Full-width characters that fit a label between its neighbours. */
  readonly room: { readonly above: number; readonly below: number };
}

const EDGE = 56;
/** Width of the bend from the channel into the river. */
const BEND = 84;
const CHARACTER_PX = 11.5;
/** Where the first wall stands. */
const FIRST_WALL = 1.5 * EDGE;
/** A label at the edge has as much room on both sides. */
const widestAt = (x: number): number => Math.floor((2 * x) / CHARACTER_PX);
/** Order along the water: from the workshop to the river. */
const DOWNSTREAM = ['workshop', 'enterprise-main', 'park-plant-in', 'rain', 'park-plant-out', 'river-section'];

/**
 * Where outlets and walls stand on a strip of the given width. It is a scheme: both in their order downstream, at equal
 * steps.
 */
export function courseOf(park: Pick<ParkView, 'outlets' | 'walls'>, width: number): Course {
  const outlets = [...park.outlets].sort((a, b) => rank(a) - rank(b));
  const sections = outlets.filter(({ kind }) => kind === 'river-section');
  const others = outlets.filter(({ kind }) => kind !== 'river-section');
  const mouth = Math.round(width * (sections.length > 0 ? 0.7 : 0.8));
  const stations = [
    ...spread(others, 'outlet', EDGE, mouth - EDGE),
    ...spread(sections, 'section', mouth + BEND, Math.max(mouth + BEND + 40, width - EDGE - 14)),
    ...walls(park.walls, mouth),
  ];
  const room = {
    above: roomOf(others.length, mouth, widestAt(EDGE)),
    below: roomOf(park.walls.length, mouth, widestAt(FIRST_WALL)),
  };
  return { stations, mouth, room };
}

/** Labels stand on two heights, so each has twice the step between stations. */
function roomOf(stations: number, mouth: number, widest: number): number {
  const step = (mouth - 2 * EDGE) / Math.max(1, stations - 1);
  return Math.min(widest, Math.max(3, Math.floor((2 * step - 8) / CHARACTER_PX)));
}

const rank = (outlet: OutletView): number => DOWNSTREAM.indexOf(outlet.kind);

function spread(these: readonly { id: string }[], kind: Station['kind'], from: number, to: number): Station[] {
  const step = these.length > 1 ? (to - from) / (these.length - 1) : 0;
  const start = these.length > 1 ? from : (from + to) / 2;
  return these.map(({ id }, at) => ({ id, kind, x: Math.round(start + at * step), level: at % 2 === 0 ? 0 : 1 }));
}

/** In their order along the water; true distances would push a plant's own walls into one another. */
function walls(these: readonly WallView[], mouth: number): Station[] {
  const downstream = [...these].sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0));
  return spread(downstream, 'wall', FIRST_WALL, mouth - EDGE / 2);
}

const widthAt = (text: string, at: number): number => (text.charCodeAt(at) > 0x2e7f ? 1 : 0.56);

/** Full-width characters that a text takes; a Latin letter takes half of one. */
export function widthOf(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) width += widthAt(text, at);
  return width;
}

/** Cuts a label to so many full-width characters; a Latin letter takes half of one. */
export function fitted(label: string, room: number): string {
  let used = 0;
  for (let at = 0; at < label.length; at++) {
    used += widthAt(label, at);
    if (used > room) return `${label.slice(0, Math.max(1, at - 1))}…`;
  }
  return label;
}
