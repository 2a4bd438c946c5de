import { known, type Path, type Problem, problem, quoted } from '../park/problem';
import { checkInjects, checkMonitors } from './check-injects';
import { checkPeople } from './check-people';
import { legible, type Legible, placed } from './legible';
import { saysItIsReal } from './real';
import { type Scenario, ScenarioSchema } from './scenario';
import type { ScenarioContext } from './scenario-context';
import { explainShape } from './shape-problem';

/** Something in a scenario that cannot be meant: `injects.2.payload.outlet`, and a sentence that names what is known. */
export interface ScenarioError {
  readonly at: string;
  readonly detail: string;
}

export interface CheckedScenario {
  /** Null where there are errors. */
  readonly scenario: Scenario | null;
  readonly errors: readonly ScenarioError[];
}

/**
 * A scenario against its schema, the park, the people and the channels: everything that is wrong with it at once. No text
 * in it may say that it is real (isolation rule I8).
 */
export function checkScenario(input: unknown, context: ScenarioContext): CheckedScenario {
  const parsed = ScenarioSchema.safeParse(input);
  const shape = parsed.success ? [] : parsed.error.issues.flatMap((issue) => explainShape(issue, input));
  const readable = legible(input);
  const problems = [...shape, ...(readable === null ? [] : checkReferences(readable, context)), ...checkTexts(input)];
  const errors = problems.map(({ path, message }) => ({ at: path.join('.'), detail: message }));
  return { scenario: parsed.success && errors.length === 0 ? parsed.data : null, errors };
}

function checkReferences(scenario: Legible, context: ScenarioContext): Problem[] {
  return [
    ...checkPark(scenario, context),
    ...checkTwice('objective', scenario.objectives, 'objectives'),
    ...checkPeople(scenario, context),
    ...checkChannels(scenario, context),
    ...checkMonitors(scenario, context.park),
    ...checkTwice('inject', scenario.injects, 'injects'),
    ...checkInjects(scenario, context),
  ];
}

const checkPark = ({ park }: Legible, context: ScenarioContext): Problem[] =>
  park === null || park === context.park.id
    ? []
    : [problem(['park'], `is ${quoted(park)}, and the park at hand is ${quoted(context.park.id)}`)];

function checkTwice(what: string, list: readonly ({ readonly id: string } | null)[], name: string): Problem[] {
  return placed(list).flatMap(([{ id }, n]) =>
    list.findIndex((one) => one?.id === id) < n
      ? [problem([name, n, 'id'], `${what} ${quoted(id)} is already used in this scenario`)]
      : [],
  );
}

const checkChannels = (scenario: Legible, { channels }: ScenarioContext): Problem[] =>
  channels === null
    ? []
    : placed(scenario.channels).flatMap(([id, n]) =>
        channels.includes(id)
          ? []
          : [problem(['channels', n], `unknown channel ${quoted(id)}; ${known(id, channels)}`)],
      );

/** Deeper than any scenario is, and longer than any text of one may be: the schema refuses those. */
const DEEPEST = 16;
const LONGEST = 1_000;

/** Every string of the input, whatever it stands for: somebody may read it. */
function checkTexts(part: unknown, path: Path = []): Problem[] {
  if (typeof part === 'string') {
    return part.length <= LONGEST && saysItIsReal(part)
      ? [problem(path, `${quoted(part)} says that it is real; this is a drill`)]
      : [];
  }
  if (typeof part !== 'object' || part === null || path.length > DEEPEST) return [];
  const steps = Array.isArray(part) ? [...part.entries()] : Object.entries(part);
  return (steps as [string | number, unknown][]).flatMap(([step, inner]) => checkTexts(inner, [...path, step]));
}
