import type { Format, FormatName } from './format';
import { hj212 } from './hj212/format';
import { json } from './json/format';

/** Every payload format, by its folder's name. */
export const FORMATS: Readonly<Record<FormatName, Format>> = { hj212, json };

/** The format that a topic's last level stands for. */
export function formatOfTopic(level: string): Format | undefined {
  return Object.values(FORMATS).find((format) => format.topic === level);
}
