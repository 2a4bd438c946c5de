import { compareOrder } from '@cofferdam/domain';
import { BEGINNING } from '@cofferdam/records';
import type { ConditionApplier } from './condition-applier';
import { classOf } from './condition-schema';
import type { ConditionSource } from './condition-source';

/** Entries a read, and how far one look goes. */
const READ = 500;
const READS = 40;
/** Where most of what waits is grave, going in order is as good. */
const ENOUGH = 50;

/**
 * In a backlog the grave goes first: real red and toxic breaches are looked for in what still waits and applied at once. The
 * worker comes to them again in their order; since a word that is not newer says nothing, that changes nothing.
 */
export class LookAhead {
  private seen = BEGINNING;

  constructor(
    private readonly shard: number,
    private readonly source: ConditionSource,
    private readonly applier: Pick<ConditionApplier, 'ahead'>,
  ) {}

  /** @param position behind which everything has been applied */
  async look(position: string): Promise<void> {
    if (compareOrder([this.seen, 0], [position, 0]) < 0) this.seen = position;
    const grave: unknown[] = [];
    for (let reads = 0; reads < READS && grave.length < ENOUGH; reads += 1) {
      const entries = await this.source.read(this.shard, this.seen, READ, 0);
      for (const { id, messages } of entries) {
        grave.push(...messages.filter(isGrave));
        this.seen = id;
        if (grave.length >= ENOUGH) break;
      }
      if (entries.length < READ) break;
    }
    if (grave.length > 0) await this.applier.ahead(this.shard, grave);
  }
}

/** Unchecked words of the log: the applier looks at their shape. */
function isGrave(raw: unknown): boolean {
  const { kind, phase, severity, toxic, late } = (raw ?? {}) as Readonly<Record<string, unknown>>;
  if (kind !== 'condition' || classOf(raw) !== 'actual') return false;
  return phase === 'abnormal' && late === false && (severity === 'red' || toxic === true);
}
