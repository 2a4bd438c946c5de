import type { Park } from './park';
import { checkReference, type Path, type Problem, problem, quoted } from './problem';

/** An outlet or a wall, where it stands in the file, and where its water goes. */
interface Node {
  readonly id: string;
  readonly path: Path;
  readonly to: readonly string[];
}

const nodesOf = (park: Park): Node[] =>
  (['outlets', 'walls'] as const).flatMap((part) =>
    park[part].map(({ id, flows }, n) => ({ id, path: [part, n], to: flows.map((flow) => flow.to) })),
  );

/** Where the water goes: to outlets and walls of the park, once each, and never in a circle. */
export function checkFlows(park: Park): Problem[] {
  const nodes = nodesOf(park);
  const ids = nodes.map(({ id }) => id);
  const at = ({ path }: Node, n: number): Path => [...path, 'flows', n, 'to'];
  return [
    ...sharedIds(park),
    ...nodes.flatMap((node) =>
      node.to.flatMap((id, n) => [
        ...checkReference('outlet or wall', id, ids, at(node, n), 'outlets', 'walls'),
        ...(node.to.indexOf(id) < n ? [problem(at(node, n), `flows to ${quoted(id)} twice`)] : []),
      ]),
    ),
    ...circles(nodes).map(({ node, n, way }) => problem(at(node, n), `the water runs in a circle: ${way.join(' → ')}`)),
  ];
}

/** A flow could not say which of the two it means. */
function sharedIds(park: Park): Problem[] {
  const outlets = new Set(park.outlets.map(({ id }) => id));
  return park.walls.flatMap(({ id }, n) =>
    outlets.has(id) ? [problem(['walls', n, 'id'], `an outlet of this park is named ${quoted(id)} too`)] : [],
  );
}

interface Circle {
  readonly node: Node;
  /** Which of the node's flows closes it. */
  readonly n: number;
  readonly way: readonly string[];
}

/** Every flow that leads back to where its water came from, by a walk that enters each node once. */
function circles(nodes: readonly Node[]): Circle[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const done = new Set<string>();
  const found: Circle[] = [];
  const walk: { node: Node; next: number }[] = [];
  const enter = (node: Node) => {
    done.add(node.id);
    walk.push({ node, next: 0 });
  };
  const step = (node: Node, n: number) => {
    const to = byId.get(node.to[n] ?? '');
    const start = walk.findIndex((one) => one.node === to);
    if (to === undefined) return;
    if (start >= 0) found.push({ node, n, way: [...walk.slice(start).map((one) => one.node.id), to.id] });
    else if (!done.has(to.id)) enter(to);
  };
  for (const root of nodes) {
    if (!done.has(root.id)) enter(root);
    for (let top = walk.at(-1); top !== undefined; top = walk.at(-1)) {
      if (top.next < top.node.to.length) step(top.node, top.next++);
      else walk.pop();
    }
  }
  return found;
}
