import { Injectable } from '@nestjs/common';
import { type Drill, type DrillFaults, faultsAt, LIVE, type Timeline } from '@cofferdam/domain';
import { Drills, Records, type Tx } from '@cofferdam/records';

/** A drill as one transaction sees it. */
export interface SeenDrill {
  readonly drill: Drill;
  /** Epoch ms of its clock. */
  readonly now: number;
  readonly faults: DrillFaults;
}
export type SeenDrills = ReadonlyMap<string, SeenDrill>;

type Belonging = readonly Pick<Timeline, 'drill'>[];

/** Looks at the drills that messages belong to, and at their clocks. */
@Injectable()
export class DrillSight {
  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
  ) {}

  /** By id; a drill that is not known is left out. */
  async of(tx: Tx, all: Belonging): Promise<SeenDrills> {
    const seen = new Map<string, SeenDrill>();
    for (const [id, drill] of await this.drills.byIds(tx, drillsOf(all))) {
      const now = await this.records.now(tx, { drill: id });
      seen.set(id, { drill, now, faults: faultsAt(drill, now) });
    }
    return seen;
  }

  /** The hour of whatever belongs to one of these timelines, epoch ms. */
  async clocks(tx: Tx, all: Belonging): Promise<(of: Pick<Timeline, 'drill'>) => number> {
    const live = await this.records.now(tx, LIVE);
    const hours = new Map<string, number>();
    for (const drill of drillsOf(all)) hours.set(drill, await this.records.now(tx, { drill }));
    return ({ drill }) => (drill === null ? live : (hours.get(drill) ?? live));
  }
}

const drillsOf = (all: Belonging): string[] => [...new Set(all.flatMap(({ drill }) => drill ?? []))];
