import type { Condition } from '../condition/condition';

/**
 * When what raised it came into the telemetry log, by the log's own clock: how long a real alarm takes is measured from
 * there. Words about the service itself come by no log, and an exercise has a time of its own.
 */
export function arrivalOf({ key, order: [entry] }: Condition): { readonly arrivedAt?: string } {
  const ms = Number.parseInt(entry, 10);
  return key.class === 'actual' && ms > 0 ? { arrivedAt: new Date(ms).toISOString() } : {};
}
