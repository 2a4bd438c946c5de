import type { Condition, ConditionMessage } from '../../condition/condition';
import { ParkSchema } from '../../park/park';
import type { LogMessage } from '../../reading/log';
import type { Period, Sample, Value } from '../../reading/sample';
import { LIVE, type Timeline } from '../../timeline/timeline';
import { ShardJudge } from './shard';

export const T0 = Date.parse('2026-06-01T00:00:00+08:00');
export const S = 1000;
export const MIN = 60 * S;
export const H = 60 * MIN;

const name = { zh: '名', en: 'name' };
export const limit = (factor: string, max: number, basis = 'instant') => ({ factor, max, basis, source: 'permit' });
const parkOf = (rules: object[], monitors: object[] = [{ id: 'M1', interval: 60 }], limits: object[] = []) =>
  ParkSchema.parse({
    id: 'demo',
    name,
    outlets: [
      {
        id: 'o1',
        name,
        kind: 'workshop',
        limits: [limit('w01018', 50), limit('w21003', 5), ...limits],
        monitors: monitors.map((one) => ({ factors: { w01018: {}, w21003: {}, w00000: {} }, ...one })),
      },
    ],
    rules,
  });
export const COD = { kind: 'limit', id: 'cod', factors: ['w01018'] };
export const SILENCE = { kind: 'silence', id: 'silent', missed: 3, grace: 30, severity: 'yellow' };

type Given = Readonly<Record<string, number | Value>>;

/** Writes a shard's log and reads what it causes. */
export class Log {
  judge = new ShardJudge();
  private entry = 0;
  readonly said: Condition[] = [];
  readonly all: ConditionMessage[] = [];

  private readonly parts: Record<string, string> = {};

  /** Another process takes over from what was saved. */
  handOver(): void {
    for (const [key, part] of Object.entries(this.judge.takeDirty())) {
      if (part === null) delete this.parts[key];
      else this.parts[key] = part;
    }
    this.judge = new ShardJudge();
    this.judge.load(this.parts);
  }

  write(...messages: LogMessage[]): Condition[] {
    const caused = this.judge.apply(`${T0}-${this.entry++}`, messages);
    const conditions = caused.filter((one) => one.kind === 'condition');
    this.all.push(...caused);
    this.said.push(...conditions);
    return conditions;
  }

  register(rules: object[], version = 1, timeline: Timeline = LIVE, ...rest: [object[]?, object[]?]): Condition[] {
    const document = parkOf(rules, ...rest);
    return this.write({ ...timeline, kind: 'register', park: 'demo', version, document });
  }

  sample(at: number, values: Given, over: Partial<Sample> = {}): Condition[] {
    const full = Object.entries(values).map(([factor, v]) => [
      factor,
      typeof v === 'number' ? { value: v, flag: 'N' } : v,
    ]);
    return this.write({
      ...LIVE,
      kind: 'sample',
      park: 'demo',
      outlet: 'o1',
      monitor: 'M1',
      at,
      period: 'realtime' as Period,
      values: Object.fromEntries(full) as Record<string, Value>,
      receivedAt: at + S,
      ...over,
    });
  }

  tick(at: number, heard = true, timeline?: Timeline): Condition[] {
    return this.write({ kind: 'tick', at, heard, ...(timeline && { timeline }) });
  }

  /** A tick a second, both ends included. */
  ticks(from: number, to: number): Condition[] {
    const said: Condition[] = [];
    for (let at = from; at <= to; at += S) said.push(...this.tick(at));
    return said;
  }
}

export const brief = (said: readonly Condition[]) =>
  said.map((one) => `${one.key.rule} ${one.phase} ${one.severity} e${one.episode}`);
