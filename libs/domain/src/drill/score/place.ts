import { gravity, type Severity } from '../../condition/condition';
import type { AlarmView } from '../../alarm/view';
import type { Expected, Inject, InjectPayload } from '../scenario';
import type { AlarmStory, IncidentStory, Moment } from './story';

/** Of which alarms and incidents an expectation speaks; what is absent may be anything. */
export interface Place {
  readonly outlet?: string | undefined;
  readonly factor?: string | undefined;
  readonly enterprise?: string | undefined;
  readonly severity?: Severity | undefined;
  /** Of alarms: only that a monitor is silent. */
  readonly silent?: boolean | undefined;
}

/**
 * The place that an expectation names. What it leaves open is its inject's: the outlet and factor whose samples are put in,
 * the outlet whose monitor or logger fails, the enterprise that a condition waits for.
 */
export function placeOfExpected({ outlet, factor, enterprise, severity }: Expected, { payload, when }: Inject): Place {
  if (outlet === undefined && enterprise !== undefined) return { factor, enterprise, severity };
  const own = injectedAt(payload);
  if (outlet !== undefined && outlet !== own.outlet) return { outlet, factor, enterprise, severity };
  if (own.outlet === undefined) return { factor, enterprise: when?.enterprise, severity };
  const silent = factor === undefined && own.silent;
  return { outlet: own.outlet, factor: factor ?? own.factor, enterprise, severity, silent };
}

function injectedAt(payload: InjectPayload): Pick<Place, 'outlet' | 'factor' | 'silent'> {
  if (payload.kind === 'samples') return { outlet: payload.outlet, factor: payload.factor };
  if (payload.kind === 'event') return { outlet: payload.outlet, silent: payload.online === false };
  if (payload.kind === 'fault' && payload.fault.of === 'monitor') return { outlet: payload.fault.outlet, silent: true };
  return {};
}

const isOr = <T>(wanted: T | undefined, is: (wanted: T) => boolean): boolean => wanted === undefined || is(wanted);

export const incidentIsAt = (story: IncidentStory, { outlet, factor, enterprise, severity }: Place): boolean =>
  isOr(outlet, (one) => story.outlets.has(one)) &&
  isOr(factor, (one) => story.factors.has(one)) &&
  isOr(enterprise, (one) => story.enterprise === one) &&
  isOr(severity, (one) => story.gravity >= gravity(one));

/** Whether an alarm is of the place; its colour is asked moment by moment. */
export function alarmIsAt(
  { moments, enterprise: own }: AlarmStory,
  { outlet, factor, enterprise, silent = false }: Place,
): boolean {
  const view = moments[0]?.view;
  return (
    (!silent || view?.subject.kind === 'monitor') &&
    isOr(outlet, (one) => view?.outlet === one) &&
    isOr(factor, (one) => view?.factor === one) &&
    isOr(enterprise, (one) => own === one)
  );
}

export const isAsGrave = ({ view }: Moment<AlarmView>, { severity }: Place): boolean =>
  isOr(severity, (one) => gravity(view.severity) >= gravity(one));

/** Under an overlay: judged and journalled, but nobody is paged and no list shows it among the others. */
export const isCovered = ({ view }: Moment<AlarmView>): boolean =>
  view.shelved !== null || view.suppressed !== null || view.outOfService !== null;

/** Two persons have judged what goes on to be false. */
export const isThoughtFalse = ({ view }: Moment<AlarmView>): boolean => view.falseEpisode === view.episode;
