import type { Park } from '../park/park';
import { checkEnterprise, checkReference, known, type Path, type Problem, problem, quoted } from '../park/problem';
import { checkExpected } from './check-expected';
import { checkPlayer } from './check-people';
import { checkMonitor, checkOutlet, monitorOf, type Where } from './check-place';
import { isDamaged, type Legible, placed, present } from './legible';
import type { Inject, InjectPayload } from './scenario';
import type { ScenarioContext } from './scenario-context';

type Of<K extends InjectPayload['kind']> = Extract<InjectPayload, { kind: K }>;
type Fault = Of<'fault'>['fault'];

/** Virtual monitors: each shadows a monitor of the park, with factors of its own. */
export function checkMonitors({ monitors }: Legible, park: Park): Problem[] {
  return placed(monitors).flatMap(([one, n]) => {
    const factors = Object.keys(monitorOf(park, one)?.factors ?? {});
    const codes = Object.keys(one.values);
    return [
      ...checkMonitor(park, one, ['monitors', n]),
      ...(monitors.findIndex((other) => other?.monitor === one.monitor) < n
        ? [problem(['monitors', n, 'monitor'], `monitor ${quoted(one.monitor)} is already used in this scenario`)]
        : []),
      ...(codes.length === 0 ? [problem(['monitors', n, 'values'], 'names no factor that it measures')] : []),
      ...(factors.length === 0 ? [] : codes.flatMap((code) => checkReference(`factor of monitor ${quoted(one.monitor)}:`, code, factors, ['monitors', n, 'values', code]))), // prettier-ignore
    ];
  });
}

export function checkInjects(scenario: Legible, context: ScenarioContext): Problem[] {
  return placed(scenario.injects).flatMap(([inject, n]) => {
    const path = ['injects', n];
    return [
      ...checkMoment(inject, scenario, context.park, path),
      ...checkPayload(inject.payload, scenario, context, [...path, 'payload']),
      ...inject.expected.flatMap((one, m) => checkExpected(one, scenario, context.park, [...path, 'expected', m])),
    ];
  });
}

function checkMoment({ at, when }: Inject, { duration }: Legible, park: Park, path: Path): Problem[] {
  const late = (seconds: number, ...steps: string[]): Problem[] =>
    seconds > duration
      ? [problem([...path, ...steps], `${seconds} s is after the end of the drill, ${duration} s`)]
      : [];
  if (when === undefined) return late(at ?? 0, 'at');
  const empty = when.incident === undefined && when.tier === undefined;
  return [
    ...late(when.after, 'when', 'after'),
    ...(empty ? [problem([...path, 'when'], 'needs incident or tier')] : []),
    ...checkEnterprise(park, when.enterprise, [...path, 'when', 'enterprise']),
  ];
}

function checkPayload(payload: InjectPayload, scenario: Legible, context: ScenarioContext, path: Path): Problem[] {
  switch (payload.kind) {
    case 'samples':
      return [...checkMonitor(context.park, payload, path), ...checkVirtual(payload, scenario, context.park, path)];
    case 'message':
      return (payload.to ?? []).flatMap((user, n) => checkPlayer(user, scenario, [...path, 'to', n]));
    case 'event':
      return checkEvent(payload, context.park, path);
    case 'fault':
      return checkFault(payload.fault, scenario, context, [...path, 'fault']);
  }
}

/** A monitor that the scenario plays, and with `factor` one of those that it measures. */
function checkVirtual(
  where: Where & { readonly factor?: string },
  scenario: Legible,
  park: Park,
  path: Path,
): Problem[] {
  const { monitors } = scenario;
  const real = monitorOf(park, where);
  if (real === undefined || isDamaged(monitors)) return [];
  const all = present(monitors);
  const played = all.find(({ outlet, monitor }) => outlet === where.outlet && monitor === where.monitor);
  if (played === undefined) {
    const names = all.map(({ monitor }) => monitor);
    const message = `monitor ${quoted(where.monitor)} is not among the scenario's monitors; ${known(where.monitor, names)}`;
    return [problem([...path, 'monitor'], message)];
  }
  const what = `factor of monitor ${quoted(where.monitor)} in this scenario:`;
  return checkReference(what, where.factor, Object.keys(played.values), [...path, 'factor']);
}

function checkEvent({ wall, state, outlet, online }: Of<'event'>, park: Park, path: Path): Problem[] {
  const pairs: [string, unknown, string, unknown][] = [
    ['wall', wall, 'state', state],
    ['outlet', outlet, 'online', online],
  ];
  const nothing = pairs.every(([, a, , b]) => a === undefined && b === undefined);
  return [
    ...(nothing ? [problem(path, 'needs wall and state, or outlet and online')] : []),
    ...pairs.flatMap(([a, first, b, second]) => {
      if ((first === undefined) === (second === undefined)) return [];
      return [problem([...path, first === undefined ? a : b], `is missing: ${a} and ${b} go together`)];
    }),
    ...checkReference(
      'wall',
      wall,
      park.walls.map(({ id }) => id),
      [...path, 'wall'],
    ),
    ...checkOutlet(park, outlet, [...path, 'outlet']),
  ];
}

function checkFault(fault: Fault, scenario: Legible, { park, channels }: ScenarioContext, path: Path): Problem[] {
  if (fault.of === 'person') return checkPlayer(fault.user, scenario, [...path, 'user']);
  if (fault.of === 'channel') return channels === null ? [] : checkReference('channel', fault.channel, channels, [...path, 'channel']); // prettier-ignore
  return [...checkMonitor(park, fault, path), ...checkVirtual(fault, scenario, park, path)];
}
