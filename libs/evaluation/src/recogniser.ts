import { NOTHING_RECENT, type Recent, type Recognition, recognise, type Sample, timelineKey } from '@cofferdam/domain';
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
    const name = `${timelineKey(sample)}:${sample.monitor}:${sample.period}`;
    const { kind, recent } = recognise(this.recent.get(name) ?? NOTHING_RECENT, sample);
    if (kind === 'duplicate') return kind;
    this.recent.set(name, recent);
    this.dirty.add(name);
    return kind;
  }

  /** What changed since the last call, for the checkpoint. */
  takeDirty(): Parts {
    const parts = Object.fromEntries([...this.dirty].map((name) => [name, JSON.stringify(this.recent.get(name))]));
    this.dirty.clear();
    return parts;
  }
}
