import { OUTLET_TIER, type Tier } from '../tier/tier';
import type { Outlet, Park } from './park';

/** Where an outlet belongs. */
export interface Place {
  readonly outlet: string;
  readonly tier: Tier;
  readonly enterprise: string | null;
  /** `{enterprise}.{unit}`: unique within the park. */
  readonly unit: string | null;
}

/** Nodes are outlets and walls; edges are where the water goes. */
interface Graph {
  readonly outlets: ReadonlyMap<string, Outlet>;
  /** Of outlets and walls. */
  readonly tiers: ReadonlyMap<string, Tier>;
  readonly below: ReadonlyMap<string, readonly Edge[]>;
  readonly above: ReadonlyMap<string, readonly Edge[]>;
  /** Closures that were asked for. */
  readonly downstream: Map<string, ReadonlySet<string>>;
  readonly upstream: Map<string, ReadonlySet<string>>;
  readonly times: Map<string, ReadonlyMap<string, number>>;
}

interface Edge {
  readonly to: string;
  readonly minutes: number | null;
}

const graphs = new WeakMap<Park, Graph>();

function graphOf(park: Park): Graph {
  const known = graphs.get(park);
  if (known !== undefined) return known;
  const below = new Map<string, Edge[]>();
  const above = new Map<string, Edge[]>();
  const add = (edges: Map<string, Edge[]>, from: string, edge: Edge) =>
    edges.set(from, [...(edges.get(from) ?? []), edge]);
  for (const { id, flows } of [...park.outlets, ...park.walls])
    for (const { to, minutes = null } of flows) {
      add(below, id, { to, minutes });
      add(above, to, { to: id, minutes });
    }
  const outlets = new Map(park.outlets.map((outlet) => [outlet.id, outlet]));
  const tiers = new Map<string, Tier>([
    ...park.outlets.map(({ id, kind }) => [id, OUTLET_TIER[kind]] as const),
    ...park.walls.map(({ id, tier }) => [id, tier] as const),
  ]);
  const graph = { outlets, tiers, below, above, downstream: new Map(), upstream: new Map(), times: new Map() };
  graphs.set(park, graph);
  return graph;
}

/** Nodes that can be reached from one along edges, without itself; a circle does no harm. */
function reach(edges: Graph['below'], from: string): Set<string> {
  const seen = new Set([from]);
  for (const node of seen) for (const { to } of edges.get(node) ?? []) seen.add(to);
  seen.delete(from);
  return seen;
}

function closure(park: Park, way: 'downstream' | 'upstream', from: string): ReadonlySet<string> {
  const graph = graphOf(park);
  const known = graph[way].get(from);
  if (known !== undefined) return known;
  const nodes = reach(way === 'downstream' ? graph.below : graph.above, from);
  const found = new Set([...nodes].filter((id) => graph.outlets.has(id)));
  graph[way].set(from, found);
  return found;
}

/** Where an outlet belongs; null for one that the park does not have. */
export function placeOf(park: Park, outletId: string): Place | null {
  const outlet = graphOf(park).outlets.get(outletId);
  if (outlet === undefined) return null;
  const { id, kind, enterprise = null, unit } = outlet;
  const of = enterprise === null || unit === undefined ? null : `${enterprise}.${unit}`;
  return { outlet: id, tier: OUTLET_TIER[kind], enterprise, unit: of };
}

/** Outlets that the water of an outlet (or wall) reaches along `flows`, through walls as well; not itself. */
export const downstreamOf = (park: Park, outlet: string): ReadonlySet<string> => closure(park, 'downstream', outlet);

/** Outlets whose water reaches an outlet (or wall) along `flows`; not itself. */
export const upstreamOf = (park: Park, outlet: string): ReadonlySet<string> => closure(park, 'upstream', outlet);

/** Outlets and walls that the water of a node reaches along `flows`, with their tiers; not itself. */
export function nodesBelow(park: Park, from: string): { readonly id: string; readonly tier: Tier }[] {
  const { below, tiers } = graphOf(park);
  return [...reach(below, from)].flatMap((id) => {
    const tier = tiers.get(id);
    return tier === undefined ? [] : [{ id, tier }];
  });
}

/** Dijkstra over the edges whose time is known. */
function timesFrom({ below }: Graph, from: string): ReadonlyMap<string, number> {
  const done = new Map<string, number>();
  const open = new Map([[from, 0]]);
  while (open.size > 0) {
    const [node, time] = [...open].reduce((a, b) => (b[1] < a[1] ? b : a));
    open.delete(node);
    done.set(node, time);
    for (const { to, minutes } of below.get(node) ?? [])
      if (minutes !== null && !done.has(to)) open.set(to, Math.min(open.get(to) ?? Infinity, time + minutes));
  }
  return done;
}

/**
 * The shortest time, minutes, in which water gets from one outlet or wall to another; null where it does not, or where
 * nobody has measured the way.
 */
export function travelMinutes(park: Park, from: string, to: string): number | null {
  const graph = graphOf(park);
  const known = graph.times.get(from) ?? timesFrom(graph, from);
  graph.times.set(from, known);
  return known.get(to) ?? null;
}
