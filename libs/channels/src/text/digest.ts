import type { Channel } from '../channel';
import { line } from './compose';
import type { Text, TextFacts } from './facts';

/** The text of many messages in one, the gravest first as they come. */
export function digest(facts: readonly TextFacts[], size: Channel['size']): Text {
  const body = facts.map(line).join('\n');
  return { title: `${facts.length} messages`, body: body.slice(0, size.max) };
}
