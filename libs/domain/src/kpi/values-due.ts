import type { Monitor } from '../park/park';
import type { Sample } from '../reading/sample';
import { FLOW, validity } from '../reading/validity';
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
    if (sample.monitor !== monitor.id || sample.period !== 'realtime') continue;
    if (sample.at < span.from || sample.at >= span.to) continue;
    const discharge = validity(FLOW, sample.values[FLOW], null);
    const flow = discharge.state === 'valid' ? discharge.value : null;
    for (const factor of factors) {
      const { state } = validity(factor, sample.values[factor], flow);
      if (state === 'not-due') due -= 1;
      else if (state === 'valid' || state === 'over-range') valid += 1;
    }
  }
  return { monitor: monitor.id, outlet, valid, due: Math.max(0, due) };
}
