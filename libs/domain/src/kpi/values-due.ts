import type { Monitor } from '../park/park';
import type { Sample } from '../reading/sample';
import { FLOW, type Validity, validity } from '../reading/validity';
import type { MonitorValues } from './availability';
import type { Span } from './rejudge';

/**
 * What a monitor owed and gave in a span, by its realtime packets: a value of every factor each interval, but for the
 * packets that say that nothing was discharged.
 */
export function valuesOf(monitor: Monitor, outlet: string, samples: readonly Sample[], span: Span): MonitorValues {
  const factors = Object.keys(monitor.factors);
  const packets = Math.max(0, Math.floor((span.to - span.from) / (monitor.interval * 1000)));
  let due = packets * factors.length;
  let valid = 0;
  for (const sample of samples) {
    if (sample.monitor !== monitor.id || sample.period !== 'realtime' || !within(sample.at, span)) continue;
    const states = statesOf(sample, factors);
    due -= states.filter((state) => state === 'not-due').length;
    valid += states.filter((state) => state === 'valid' || state === 'over-range').length;
  }
  return { monitor: monitor.id, outlet, valid, due: Math.max(0, due) };
}

const within = (at: number, { from, to }: Span): boolean => at >= from && at < to;

function statesOf({ values }: Sample, factors: readonly string[]): Validity['state'][] {
  const discharge = validity(FLOW, values[FLOW], null);
  const flow = discharge.state === 'valid' ? discharge.value : null;
  return factors.map((factor) => validity(factor, values[factor], flow).state);
}
