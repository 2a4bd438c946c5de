import type { RefusalReason } from '@cofferdam/domain';
import type { Answer, Format } from '../format';
import { parseJson, readingOf } from './decode';

const LONGEST_ECHO = 64;

function echo(document: object, key: string): string | null {
  const value: unknown = Reflect.get(document, key);
  return typeof value === 'string' ? value.slice(0, LONGEST_ECHO) : null;
}

/** The receipt that a document asks for, even one that is refused: `{ receipt: { monitor, at, period }, ok, reason }`. */
function receiptFor(document: unknown): Answer | undefined {
  if (typeof document !== 'object' || document === null || Reflect.get(document, 'receipt') !== true) return undefined;
  const receipt = {
    monitor: echo(document, 'monitor'),
    at: echo(document, 'at'),
    period: echo(document, 'period') ?? 'realtime',
  };
  return (refused?: RefusalReason) =>
    Buffer.from(JSON.stringify(refused ? { receipt, ok: false, reason: refused } : { receipt, ok: true }));
}

function monitorOf(document: unknown): string | null {
  return typeof document === 'object' && document !== null ? echo(document, 'monitor') : null;
}

/** JSON readings over MQTT, one a payload. */
export const json: Format = {
  name: 'json',
  topic: 'readings',
  decode(payload) {
    const document = parseJson(payload);
    if (!document.ok) return [{ ...document, at: 0, monitor: null }];
    const answer = receiptFor(document.value);
    const reading = readingOf(document.value);
    const packet = { at: 0, monitor: monitorOf(document.value), ...(answer ? { answer } : {}) };
    if (!reading.ok) return [{ ...packet, ...reading }];
    return [{ ...packet, ok: true, readings: [reading.value], deviations: reading.value.deviations }];
  },
};
