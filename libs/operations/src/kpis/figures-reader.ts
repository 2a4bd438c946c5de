import { Injectable, Logger } from '@nestjs/common';
import {
  type Figure,
  floodsOf,
  keyFigures,
  type KpiFacts,
  type KpiWindow,
  type MonitorValues,
  type Park,
  type Slots,
  slotsOf,
} from '@cofferdam/domain';
import { History } from '@cofferdam/history';
import { KeyFacts, Records, Register } from '@cofferdam/records';

/** A park's key figures, and its alarms by ten minutes. */
export interface ParkFigures {
  readonly figures: readonly Figure[];
  readonly facts: KpiFacts;
  readonly slots: Slots;
}

/** So far back history itself is asked for what the daily look has not counted yet, ms. */
const NOT_COUNTED_YET = 2 * 86_400_000;
const MOST_FACTORS = 60;

/** Key figures of a park, counted by the stores. */
@Injectable()
export class FiguresReader {
  private readonly logger = new Logger(FiguresReader.name);

  constructor(
    private readonly records: Records,
    private readonly facts: KeyFacts,
    private readonly history: History,
    private readonly register: Register,
  ) {}

  async of(park: Park, { from, to }: Omit<KpiWindow, 'timezone'>): Promise<ParkFigures> {
    const window = { from, to, timezone: park.timezone };
    const now = await this.records.now();
    const counted = await this.records.snapshot((tx) => this.facts.of(tx, park.id, window, now));
    const monitors = counted.monitors.length > 0 ? counted.monitors : await this.countMonitors(park, window, now);
    const facts = { ...counted, monitors };
    return { figures: keyFigures(facts, window, now), facts, slots: slotsOf(window) };
  }

  /** A window of which no day has been looked at: history counts, as far as that is quick. */
  private async countMonitors(park: Park, window: KpiWindow, now: number): Promise<readonly MonitorValues[]> {
    // Nothing was due before the park was known.
    const since = (await this.register.knownSince(park.id)) ?? now;
    const span = { from: Math.max(window.from, now - NOT_COUNTED_YET, since), to: Math.min(window.to, now) };
    if (span.from >= span.to) return [];
    try {
      return await this.count(park, span);
    } catch (error) {
      this.logger.debug(`history does not count: ${(error as Error).message}`);
      return [];
    }
  }

  private async count(park: Park, span: { from: number; to: number }): Promise<MonitorValues[]> {
    const monitors = park.outlets.flatMap(({ id, monitors: all }) => all.map((monitor) => ({ outlet: id, monitor })));
    const factors = [...new Set(monitors.flatMap(({ monitor }) => Object.keys(monitor.factors)))].slice(
      0,
      MOST_FACTORS,
    );
    const valid = await this.history.countNormal(park.id, factors, span);
    return monitors.flatMap(({ outlet, monitor: { id, interval, factors: own } }) => {
      const counts = valid.get(id);
      if (counts === undefined) return [];
      const due = Math.floor((span.to - span.from) / (interval * 1000)) * Object.keys(own).length;
      return [{ monitor: id, outlet, valid: Object.keys(own).reduce((sum, one) => sum + (counts[one] ?? 0), 0), due }];
    });
  }
}

/** Alarms by slot as a list, with the floods among them. */
export function courseOf({ facts, slots }: ParkFigures) {
  const counts = Array.from({ length: slots.count }, (_, slot) => facts.slots.get(slot) ?? 0);
  return { from: slots.origin, counts, floods: floodsOf(facts.slots, slots) };
}
