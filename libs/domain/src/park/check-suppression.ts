import { outletsOf } from './outlets-of';
import type { Park, Suppression } from './park';
import { checkReference, type Path, type Problem, problem, quoted } from './problem';

type Subject = Suppression['cause'];

/** Cause and targets have to be rules at outlets where they hold; whoever approves is not whoever wrote it. */
export function checkSuppression(park: Park, suppression: Suppression, path: Path): Problem[] {
  const { cause, targets, author, approver } = suppression;
  return [
    ...checkSubject(park, cause, [...path, 'cause']),
    ...targets.flatMap((target, n) => [
      ...checkSubject(park, target, [...path, 'targets', n]),
      ...(target.outlet === cause.outlet && target.rule === cause.rule
        ? [problem([...path, 'targets', n], 'is its own cause')]
        : []),
    ]),
    ...(approver === author
      ? [problem([...path, 'approver'], `${quoted(author)} wrote it; somebody else has to approve it`)]
      : []),
  ];
}

function checkSubject(park: Park, { outlet, rule }: Subject, path: Path): Problem[] {
  const outlets = park.outlets.map(({ id }) => id);
  const rules = park.rules.map(({ id }) => id);
  const unknown = [
    ...checkReference('outlet', outlet, outlets, [...path, 'outlet'], 'outlets'),
    ...checkReference('rule', rule, rules, [...path, 'rule'], 'rules'),
  ];
  const found = park.rules.find(({ id }) => id === rule);
  if (unknown.length > 0 || found === undefined) return unknown;
  const holds = outletsOf(park, found).some(({ id }) => id === outlet);
  return holds ? [] : [problem([...path, 'rule'], `rule ${quoted(rule)} does not hold at ${quoted(outlet)}`)];
}
