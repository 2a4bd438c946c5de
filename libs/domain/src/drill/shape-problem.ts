import type { core } from 'zod';
import { known, type Path, type Problem, problem, quoted } from '../park/problem';

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (part, step) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, step)
        ? (part as Record<PropertyKey, unknown>)[step]
        : undefined,
    data,
  );

function choice(value: unknown, options: readonly unknown[]): string {
  const names = options.map(String);
  if (value === undefined) return `is missing; ${known('', names)}`;
  const word = typeof value === 'string' ? value : JSON.stringify(value);
  return `unknown word ${quoted(word)}; ${known(word, names)}`;
}

function sentence(issue: core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_union' && 'options' in issue) return choice(value, issue.options ?? []);
  if (issue.code === 'invalid_value') return choice(value, issue.values);
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join('; ');
  if (issue.code === 'invalid_type' && value === undefined) return `is missing (${issue.expected})`;
  return issue.message;
}

/** What the schema found, in the words of a scenario's author. */
export function explainShape(issue: core.$ZodIssue, input: unknown): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => problem([...path, key], 'unknown key'));
  return [problem(path, sentence(issue, valueAt(input, path)))];
}
