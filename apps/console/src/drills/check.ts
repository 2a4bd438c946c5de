import { ApiError } from '../api/client';
import type { ScenarioError } from '../api/drills';

/** What the service found wrong with a scenario, where its problem says so; null for every other trouble. */
export function errorsIn(error: unknown): readonly ScenarioError[] | null {
  if (!(error instanceof ApiError)) return null;
  const { errors } = (error.problem ?? {}) as { errors?: unknown };
  if (!Array.isArray(errors) || errors.length === 0) return null;
  return errors.map((one: unknown) => {
    if (typeof one === 'string') return { at: '', detail: one };
    const { at, detail } = (one ?? {}) as { at?: unknown; detail?: unknown };
    return { at: textOf(at), detail: textOf(detail) };
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
