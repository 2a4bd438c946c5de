import { availability, type MonitorValues } from './availability';
import { type EscalationCount, escalations } from './escalations';
import type { Figure } from './figure';
import { type HandOverEvent, handOvers } from './hand-overs';
import { lossFigure, type LossFacts } from './loss-figure';
import {
  correctionTime,
  type CorrectionFacts,
  timerLateness,
  type TimerFacts,
  told,
  type ToldFacts,
} from './promptness';
import type { Distribution } from './quantile';
import { floodTime, rate, type SlotCounts } from './rate';
import { type AckFacts, ackTime, type ContainFacts, containTime, unanswered } from './response';
import { hidden, type OverlayFact, stale, type StaleFacts } from './standing';
import { type Annunciations, topTen } from './top-ten';
import { type KpiWindow, slotsOf } from './window';

/** What the records and history say of a park and a window, counted; class `actual` only. */
export interface KpiFacts {
  readonly slots: SlotCounts;
  /** At least the ten most frequent, and how many there were in all. */
  readonly sources: readonly Annunciations[];
  readonly raised: number;
  readonly stale: StaleFacts;
  readonly overlays: readonly OverlayFact[];
  readonly acks: readonly AckFacts[];
  readonly contained: readonly ContainFacts[];
  readonly escalations: readonly EscalationCount[];
  readonly topTier: { readonly reached: number; readonly silent: Distribution };
  readonly timers: TimerFacts;
  readonly told: ToldFacts;
  readonly loss: LossFacts;
  readonly handOvers: readonly HandOverEvent[];
  readonly corrections: CorrectionFacts;
  readonly monitors: readonly MonitorValues[];
}

/** Every key figure of a park and a window, in the order of the registry. `now` (epoch ms) is what stands now. */
export function keyFigures(facts: KpiFacts, window: KpiWindow, now: number): Figure[] {
  const slots = slotsOf(window);
  return [
    rate(facts.slots, slots),
    floodTime(facts.slots, slots, window),
    topTen(facts.sources, facts.raised),
    stale(facts.stale, window),
    hidden(facts.overlays, now),
    ackTime(facts.acks),
    containTime(facts.contained),
    escalations(facts.escalations),
    unanswered(facts.topTier),
    timerLateness(facts.timers),
    told(facts.told),
    lossFigure(facts.loss),
    handOvers(facts.handOvers),
    correctionTime(facts.corrections),
    availability(facts.monitors),
  ];
}
