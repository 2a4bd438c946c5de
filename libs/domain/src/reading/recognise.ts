import type { Sample, Value } from './sample';

/**
 * Arrivals that are remembered, each for one (timeline, monitor, period). It is part of every checkpoint, so it is no
 * longer than repetitions reach back (HJ 212-2017 Table 1: three repeats ten seconds apart). What comes again later than
 * that is taken as late, and changes nothing either: history keeps what it overwrites, an episode is known by its onset.
 */
const REMEMBERED = 16;
/** A packet is believed to be about the present when its time is within this of its arrival, ms. */
const PRESENT = 60_000;
const REMEMBERED_SETS = 32;

/**
 * What is remembered of one (timeline, monitor, period). JSON, bounded; its owner keeps one for each.
 * An arrival is `[time, index into sets, one 32-bit hash a factor]`; a set is its factors joined by commas.
 */
export interface Recent {
  /** Time of the newest sample that was judged, epoch ms. */
  readonly newest: number | null;
  /** Whether that sample's time lay ahead of its arrival. */
  readonly ahead: boolean;
  readonly sets: readonly string[];
  readonly ring: readonly (readonly number[])[];
}

export const NOTHING_RECENT: Recent = { newest: null, ahead: false, sets: [], ring: [] };

/**
 * `new`: nothing newer was judged before it. `late`: newer data were judged already. `duplicate`: every factor is known
 * with this value. `correction`: at least one factor is known with another value.
 */
export type Recognition = 'new' | 'late' | 'duplicate' | 'correction';

export interface Recognised {
  readonly kind: Recognition;
  /** Factors that had not been heard of for this time. */
  readonly fresh: readonly string[];
  /** Factors that had been heard of with another value. */
  readonly corrected: readonly string[];
  /** True where newer data of the same monitor and period were judged before. */
  readonly late: boolean;
  readonly recent: Recent;
}

/**
 * Tells new, late, repeated and corrected readings apart. The identity is (class, drill, monitor, period, time, factor),
 * because a monitor may split the factors of one moment over packets (HJ 212-2017 6.2): other factors of a known moment
 * are new.
 */
export function recognise(recent: Recent, sample: Pick<Sample, 'at' | 'receivedAt' | 'values'>): Recognised {
  const factors = Object.keys(sample.values);
  if (recent.newest === null || sample.at > recent.newest) {
    return { kind: 'new', fresh: factors, corrected: [], late: false, recent: remember(recent, sample, factors, true) };
  }
  const { fresh, corrected } = compareWithKnown(recent, sample, factors);
  if (fresh.length === 0 && corrected.length === 0) {
    return { kind: 'duplicate', fresh, corrected, late: sample.at < recent.newest, recent };
  }
  const late = sample.at < recent.newest && !newestIsDoubtful(recent, recent.newest, sample);
  const kind = corrected.length > 0 ? 'correction' : late ? 'late' : 'new';
  return { kind, fresh, corrected, late, recent: remember(recent, sample, factors, !late) };
}

/** A newest time that lies ahead of the service's clock came from a wrong device clock: the present must win over it. */
function newestIsDoubtful(recent: Recent, newest: number, sample: Pick<Sample, 'at' | 'receivedAt'>): boolean {
  return recent.ahead && newest > sample.receivedAt && Math.abs(sample.receivedAt - sample.at) <= PRESENT;
}

function compareWithKnown(recent: Recent, sample: Pick<Sample, 'at' | 'values'>, factors: readonly string[]) {
  const known = new Map<string, number>();
  for (const [at, set, ...hashes] of recent.ring) {
    if (at !== sample.at) continue;
    recent.sets[set ?? -1]?.split(',').forEach((factor, i) => known.set(factor, hashes[i] ?? 0));
  }
  const fresh: string[] = [];
  const corrected: string[] = [];
  for (const factor of factors) {
    const hash = known.get(factor);
    if (hash === undefined) fresh.push(factor);
    else if (hash !== hashValue(sample.values[factor])) corrected.push(factor);
  }
  return { fresh, corrected };
}

function remember(
  recent: Recent,
  sample: Pick<Sample, 'at' | 'receivedAt' | 'values'>,
  factors: readonly string[],
  judged: boolean,
): Recent {
  const room = recent.ring.length < REMEMBERED ? recent : forgetOldest(recent);
  const name = factors.join(',');
  const known = room.sets.indexOf(name);
  const sets = known === -1 ? [...room.sets, name] : room.sets;
  const arrival = [sample.at, known === -1 ? room.sets.length : known];
  for (const factor of factors) arrival.push(hashValue(sample.values[factor]));
  const ring = [...room.ring, arrival];
  if (!judged) return { ...room, sets, ring };
  return { newest: sample.at, ahead: sample.at > sample.receivedAt, sets, ring };
}

function forgetOldest(recent: Recent): Recent {
  const ring = recent.ring.slice(recent.ring.length - REMEMBERED + 1);
  if (recent.sets.length < REMEMBERED_SETS) return { ...recent, ring };
  const used = [...new Set(ring.map((arrival) => arrival[1] ?? 0))];
  return {
    ...recent,
    sets: used.map((set) => recent.sets[set] ?? ''),
    ring: ring.map(([at = 0, set = 0, ...hashes]) => [at, used.indexOf(set), ...hashes]),
  };
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** FNV-1a over the value's words, its flag and its statistics. */
function hashValue(value: Value | undefined): number {
  let hash = 0x811c9dc5;
  if (value === undefined) return hash;
  hash = mixNumber(hash, value.value);
  for (let i = 0; i < value.flag.length; i++) hash = mix(hash, value.flag.charCodeAt(i));
  if (value.min !== undefined) hash = mixNumber(mix(hash, 1), value.min);
  if (value.max !== undefined) hash = mixNumber(mix(hash, 2), value.max);
  if (value.total !== undefined) hash = mixNumber(mix(hash, 3), value.total);
  return hash;
}

const mix = (hash: number, word: number): number => Math.imul(hash ^ word, 0x01000193) >>> 0;

function mixNumber(hash: number, value: number | undefined): number {
  if (value === undefined) return mix(hash, 0x9e3779b9);
  double[0] = value;
  return fold(mix(mix(hash, words[0] ?? 0), words[1] ?? 0));
}

/** High bits of a double's words would never reach the low bits of the product. */
const fold = (hash: number): number => (hash ^ (hash >>> 15)) >>> 0;
