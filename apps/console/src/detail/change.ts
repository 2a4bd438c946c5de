import type { AlarmView } from '@cofferdam/domain';
import { figure } from '../language/figure';
import type { Words } from '../language/words';

/** What a later word on an alarm says that an earlier one did not, gravest first. Empty when nothing a person minds changed. */
export function changesBetween(before: AlarmView, after: AlarmView, words: Words): string[] {
  const { change, severity } = words;
  const told: string[] = [];
  if (before.severity !== after.severity)
    told.push(change.severity(severity[before.severity], severity[after.severity]));
  if (before.episode !== after.episode) told.push(change.episode(String(after.episode)));
  if (after.acknowledged !== null && before.acknowledged?.at !== after.acknowledged.at) {
    told.push(change.acknowledged(after.acknowledged.by));
  }
  if (before.acknowledged !== null && after.acknowledged === null) told.push(change.reopened);
  if (before.value !== after.value) told.push(change.value(withUnit(before), withUnit(after)));
  return told;
}

export const withUnit = ({ value, unit }: Pick<AlarmView, 'value' | 'unit'>): string =>
  value === null ? '–' : `${figure(value)} ${unit}`.trim();
