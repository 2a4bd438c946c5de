import { baseUnit, type Value } from '@cofferdam/domain';
import { convert, type Frame, type FrameOutcome, type Reading, samples } from '@cofferdam/formats';

const BEIJING_MS = 480 * 60_000;
const NO_UNIT = (): undefined => undefined;

/** ISO 8601 in Beijing time, as the devices' clocks show it. */
function beijing(at: number): string {
  return new Date(at + BEIJING_MS).toISOString().replace('.000', '').replace('Z', '+08:00');
}

function printed(factor: string, { sampledAt, ...value }: Value) {
  const unit = baseUnit(factor);
  return {
    ...value,
    ...(unit === '' ? {} : { unit }),
    ...(sampledAt === undefined ? {} : { sampledAt: beijing(sampledAt) }),
  };
}

interface Sampled {
  readonly samples: readonly object[];
  readonly deviations: readonly string[];
}

/** A reading in the units of the catalogue, taken as the standard's default units. */
function sampleOf(reading: Reading): Sampled {
  const converted = convert(reading, NO_UNIT);
  if (!converted.ok) return { samples: [], deviations: [...reading.deviations, converted.reason] };
  const values = Object.entries(converted.value.values).map(([factor, value]) => [factor, printed(factor, value)]);
  const sample = {
    at: beijing(reading.at),
    period: reading.period,
    backfill: reading.backfill,
    values: Object.fromEntries(values) as object,
  };
  return { samples: [sample], deviations: [...reading.deviations, ...converted.value.suspicions] };
}

function samplesOf(frame: Frame): Sampled {
  const readings = samples(frame);
  if (!readings.ok) return { samples: [], deviations: [...frame.deviations, `${readings.reason}:DataTime`] };
  const [reading] = readings.value;
  return reading ? sampleOf(reading) : { samples: [], deviations: frame.deviations };
}

function lineOf(frame: Frame): object {
  const { edition, qn, st, cn, mn, flag, pnum, pno, at } = frame;
  const sampled = samplesOf(frame);
  return {
    ok: true,
    edition,
    qn,
    st,
    cn,
    mn,
    flag,
    ...(pnum === null ? {} : { pnum }),
    ...(pno === null ? {} : { pno }),
    at,
    deviations: sampled.deviations,
    cp: Object.fromEntries(frame.cp),
    samples: sampled.samples,
  };
}

/** What the tool prints of a frame or of bytes that are none; times in ISO 8601, `at` of the line in bytes. */
export function line(outcome: FrameOutcome): string {
  if (outcome.ok) return `${JSON.stringify(lineOf(outcome.frame))}\n`;
  const { reason, at, detail, mn } = outcome.refusal;
  return `${JSON.stringify({ ok: false, reason, at, detail, ...(mn === null ? {} : { mn }) })}\n`;
}
