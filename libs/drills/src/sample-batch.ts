import { toBase, type VirtualSample } from '@cofferdam/domain';

/** Unit in which the register says that a monitor sends a factor; undefined: the base unit. */
export type UnitOf = (monitor: string, factor: string) => string | undefined;

interface Waiting {
  readonly sample: VirtualSample;
  readonly text: string;
  sentAt: number | null;
  /** Since when it is refused, and why. */
  refused: { readonly since: number; readonly reason: string } | null;
}

const keyOf = (outlet: string, monitor: string, at: string): string => JSON.stringify([outlet, monitor, at]);

/** Digits that survive a conversion there and back. */
const DIGITS = 12;

/** In the unit of the device that is shadowed, since its readings are taken as such. */
function asSent(value: number, unit: string | undefined, factor: string): number {
  const one = unit === undefined ? null : toBase(1, unit, factor);
  return one === null || one === 1 ? value : Number((value / one).toPrecision(DIGITS));
}

/** As a data logger says it (docs/devices.md), with a receipt. Without a unit JSON says base units. */
function textOf({ monitor, at, values }: VirtualSample, unitOf: UnitOf): string {
  const told = Object.entries(values).map(
    ([factor, value]) => [factor, { value: asSent(value, unitOf(monitor, factor), factor), flag: 'N' }] as const,
  );
  return JSON.stringify({ monitor, at: new Date(at).toISOString(), receipt: true, values: Object.fromEntries(told) });
}

/** A receipt, or null for what is none. */
function readReceipt(payload: Buffer): { monitor: string; at: string; ok: boolean; reason: string } | null {
  try {
    const { receipt, ok, reason } = JSON.parse(payload.toString('utf8')) as {
      readonly receipt?: { readonly monitor?: unknown; readonly at?: unknown };
      readonly ok?: unknown;
      readonly reason?: unknown;
    };
    if (typeof receipt?.monitor !== 'string' || typeof receipt.at !== 'string') return null;
    return { monitor: receipt.monitor, at: receipt.at, ok: ok === true, reason: String(reason).slice(0, 60) };
  } catch {
    return null;
  }
}

/** Samples on their way into the telemetry log: each waits for its receipt. Times are of a monotonic clock, ms. */
export class SampleBatch {
  /** What was refused for too long, and why. */
  readonly givenUp: string[] = [];
  private readonly waiting: Map<string, Waiting>;
  private wake: () => void = () => undefined;

  /** The values are in base units. */
  constructor(samples: readonly VirtualSample[], unitOf: UnitOf = () => undefined) {
    this.waiting = new Map(
      samples.map((sample) => [
        keyOf(sample.outlet, sample.monitor, new Date(sample.at).toISOString()),
        { sample, text: textOf(sample, unitOf), sentAt: null, refused: null },
      ]),
    );
  }

  get done(): boolean {
    return this.waiting.size === 0;
  }

  /** What is to be sent now, in order; it counts as sent from here on. */
  due(now: number, after: { readonly again: number; readonly refused: number }): Waiting[] {
    const due = [...this.waiting.values()].filter(({ sentAt, refused }) => {
      if (sentAt === null) return true;
      return now - sentAt >= (refused === null ? after.again : after.refused);
    });
    for (const one of due) one.sentAt = now;
    return due;
  }

  /** Takes a receipt; true where the log has something new of ours. */
  hear(outlet: string, payload: Buffer, now: number): boolean {
    const receipt = readReceipt(payload);
    const key = receipt === null ? '' : keyOf(outlet, receipt.monitor, receipt.at);
    const one = this.waiting.get(key);
    if (receipt === null || one === undefined) return false;
    if (receipt.ok) this.waiting.delete(key);
    else one.refused = { since: one.refused?.since ?? now, reason: receipt.reason };
    if (this.done) this.wake();
    return receipt.ok;
  }

  /** Waits no longer for what has been refused for so long. */
  giveUp(now: number, patienceMs: number): void {
    for (const [key, { sample, refused }] of this.waiting) {
      if (refused === null || now - refused.since < patienceMs) continue;
      this.waiting.delete(key);
      this.givenUp.push(`${sample.outlet}/${sample.monitor}: ${refused.reason}`);
    }
  }

  /** Resolves when the last receipt is there, after `ms` at the latest. */
  async changed(ms: number): Promise<void> {
    if (this.done) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
