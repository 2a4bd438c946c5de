import { nearest, type Problem } from '@cofferdam/domain';
import type { core } from 'zod';

type Issue = core.$ZodIssue;

const steps = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((step) => (typeof step === 'number' ? step : String(step)));

/** The value at a path of parsed data; undefined where there is none. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, step) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, step)
        ? (part as Record<PropertyKey, unknown>)[step]
        : undefined,
    data,
  );
}

function choice(what: string, value: unknown, options: readonly unknown[]): string {
  const names = options.map(String);
  if (value === undefined) return `is missing; known are ${names.join(', ')}`;
  const word = typeof value === 'string' ? value : JSON.stringify(value);
  return `unknown ${what} ${JSON.stringify(value)}; known are ${nearest(word, names).join(', ')}`;
}

function message(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_union' && 'options' in issue)
    return choice(`rule ${issue.discriminator ?? ''}`, value, issue.options ?? []);
  if (issue.code === 'invalid_value') return choice('word', value, issue.values);
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => inner.message).join('; ');
  if (issue.code === 'invalid_type' && value === undefined) return `is missing (${issue.expected})`;
  return issue.message;
}

/** What the schema found, in the words of a park file's author. */
export function explainIssue(issue: Issue, data: unknown): Problem[] {
  const path = steps(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'unknown key' }));
  return [{ path, message: message(issue, valueAt(data, path)) }];
}
