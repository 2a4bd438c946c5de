import {
  NOTHING_RECENT,
  type Recent,
  type Recognition,
  recognise,
  type Sample,
  type Timeline,
  timelineKey,
} from '@cofferdam/domain';
import type { Parts } from '@cofferdam/redis';

/** What history remembers of each monitor's last arrivals, so that it knows repetitions and corrections by itself. */
export class Recogniser {
  private readonly recent = new Map<string, Recent>();
  private readonly dirty = new Set<string>();

  load(parts: Readonly<Record<string, string>>): void {
    this.recent.clear();
    for (const [name, part] of Object.entries(parts)) this.recent.set(name, JSON.parse(part) as Recent);
  }

  recognise(sample: Sample): Recognition {
    const name = `${prefixOf(sample)}${sample.monitor}:${sample.period}`;
    const { kind, recent } = recognise(this.recent.get(name) ?? NOTHING_RECENT, sample);
    if (kind === 'duplicate') return kind;
    this.recent.set(name, recent);
    this.dirty.add(name);
    return kind;
  }

  /** A drill has ended: its timeline's arrivals are forgotten. */
  forget(timeline: Timeline): void {
    if (timeline.drill === null) return;
    for (const name of this.recent.keys()) {
      if (!name.startsWith(prefixOf(timeline))) continue;
      this.recent.delete(name);
      this.dirty.add(name);
    }
  }

  /** What changed since the last call, for the checkpoint. */
  takeDirty(): Parts {
    const partOf = (recent: Recent | undefined): string | null =>
      recent === undefined ? null : JSON.stringify(recent);
    const parts = Object.fromEntries([...this.dirty].map((name) => [name, partOf(this.recent.get(name))]));
    this.dirty.clear();
    return parts;
  }
}

const prefixOf = (timeline: Timeline): string => `${timelineKey(timeline)}:`;
