import type { Condition, Order } from '../../condition/condition';
import { type Reach, lateDueAt, observeLate, settle } from '../../condition/late';
import {
  CALM,
  type ConditionState,
  type Finding,
  type Observation,
  dueAt,
  isTold,
  observe,
  withdraw,
} from '../../condition/observe';
import { type Origin, type Output, past, present } from './message';
import type { Watch } from '../rule';

/**
 * How a finding stands to what was judged before: `live`; `late`, from before it; `correction`, a moment that was judged
 * already and may raise but never clear.
 */
export type Standing = 'live' | 'late' | 'correction';

/** The conditions of one monitor, by watch. `states` is JSON and changes in place. */
export class Conditions {
  constructor(
    readonly states: Record<string, ConditionState>,
    private readonly reachOf: (watch: Watch) => Reach,
  ) {}

  of(watch: Watch): ConditionState {
    return this.states[watch.id] ?? CALM;
  }

  see(watch: Watch, finding: Finding, standing: Standing, now: number, origin: Origin, output: Output): void {
    const state = this.of(watch);
    if (standing === 'correction') {
      const newest = state.finding?.at ?? -Infinity;
      if (finding.at === newest && finding.severity === null) return;
      if (finding.at < newest) return this.seeLate(watch, finding, now, origin, output);
    }
    if (standing === 'late') return this.seeLate(watch, finding, now, origin, output);
    this.show(watch, { kind: 'value', finding, now }, origin, output);
  }

  /** Nothing usable came, or nothing at all: the process axis stands still. */
  miss(watch: Watch, quality: 'bad' | 'stale', at: number, now: number, origin: Origin, output: Output): void {
    if (this.of(watch).quality !== quality) this.show(watch, { kind: 'no-value', quality, at, now }, origin, output);
  }

  /** Time has passed: delays end, late episodes are settled. */
  pass(watch: Watch, now: number, origin: Origin, output: Output): void {
    const state = this.states[watch.id];
    if (state === undefined) return;
    const delay = dueAt(state, watch.delays);
    if (delay !== null && delay <= now) this.show(watch, { kind: 'tick', now }, origin, output);
    const late = lateDueAt(this.of(watch));
    if (late !== null && late <= now) this.settle(watch, origin, output);
  }

  /** When time alone moves one of these, on the shard's clock; Infinity: never. */
  dueAt(watches: Iterable<Watch>): number {
    let due = Infinity;
    for (const watch of watches) {
      const state = this.states[watch.id];
      if (state === undefined) continue;
      due = Math.min(due, dueAt(state, watch.delays) ?? Infinity, lateDueAt(state) ?? Infinity);
    }
    return due;
  }

  /**
   * Ends what runs. The numbers given stay known, so that a rule that comes back goes on counting; `forget` leaves
   * nothing else, for a key that changed.
   */
  withdraw(watch: Watch, at: number, forget: boolean, origin: Origin, output: Output): void {
    if (this.states[watch.id] === undefined) return;
    const { state, changed } = withdraw(this.of(watch), at);
    const said = changed ? present(origin, watch, state, output.next()) : null;
    if (said !== null) output.messages.push({ ...said, explain: 'The rule, its limit or its monitor was withdrawn.' });
    if (state.given === 0) delete this.states[watch.id];
    else this.states[watch.id] = forget ? { ...CALM, given: state.given } : { ...state, late: null };
  }

  /** What is not normal, as messages of one order. */
  standing(watches: Iterable<Watch>, origin: Origin, order: Order): Condition[] {
    const all: Condition[] = [];
    for (const watch of watches) {
      const state = this.states[watch.id];
      const said = state !== undefined && isTold(state) ? present(origin, watch, state, order) : null;
      if (said !== null) all.push(said);
    }
    return all;
  }

  private show(watch: Watch, observation: Observation, origin: Origin, output: Output): void {
    const { state, changed } = observe(this.of(watch), observation, watch.delays);
    this.states[watch.id] = state;
    if (changed) this.tell(watch, state, origin, output);
  }

  private seeLate(watch: Watch, finding: Finding, now: number, origin: Origin, output: Output): void {
    const before = this.of(watch);
    const { state, changed, settled } = observeLate(before, finding, now, watch.delays, this.reachOf(watch));
    if (state !== before) this.states[watch.id] = state;
    if (settled !== null) output.messages.push(past(origin, watch, state, settled, output.next()));
    if (changed) this.tell(watch, state, origin, output);
  }

  private settle(watch: Watch, origin: Origin, output: Output): void {
    const { state, settled } = settle(this.of(watch), watch.delays, this.reachOf(watch));
    this.states[watch.id] = state;
    if (settled !== null) output.messages.push(past(origin, watch, state, settled, output.next()));
  }

  private tell(watch: Watch, state: ConditionState, origin: Origin, output: Output): void {
    const said = present(origin, watch, state, output.next());
    if (said !== null) output.messages.push(said);
  }
}
