import type { Outgoing } from '../channel';
import { fit, linkWithin, type Size, withoutLink } from './fit';

/** A message as plain text: title, body, link, each on lines of its own; what is over the size is cut. */
export function plain({ title, body, link }: Pick<Outgoing, 'title' | 'body' | 'link'>, size: Size): string {
  const text = fit(title, body === '' ? [] : body.split('\n'), withoutLink(size, link));
  return [text.title, text.body, linkWithin(link, size)].filter((part) => part !== null && part !== '').join('\n');
}
