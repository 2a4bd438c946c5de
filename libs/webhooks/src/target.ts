import { checkedAddresses, checkLiteral, ForbiddenAddress, type Resolve, resolveHost } from './address';

/** Why events are not sent to an address, in one word, and in a sentence. */
export interface TargetRefusal {
  readonly reason: 'no-url' | 'not-https' | 'credentials' | 'private-address' | 'unresolvable';
  readonly detail: string;
}

/** What can be told from the text alone. */
export function targetOf(text: string, allowPrivate: boolean): URL | TargetRefusal {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    return { reason: 'no-url', detail: 'that is no address of a web server' };
  }
  if (url.protocol !== 'https:' && !allowPrivate) {
    return { reason: 'not-https', detail: 'events go over https only' };
  }
  if (url.username !== '' || url.password !== '') {
    return { reason: 'credentials', detail: 'no user name and password in the address: requests are signed' };
  }
  return url;
}

/** Why events may not be sent there as the name stands now; null where they may. Each send looks again. */
export async function checkTarget(
  text: string,
  allowPrivate: boolean,
  resolve: Resolve = resolveHost(allowPrivate),
): Promise<TargetRefusal | null> {
  const target = targetOf(text, allowPrivate);
  if (!(target instanceof URL)) return target;
  try {
    const literal = checkLiteral(target.hostname, allowPrivate);
    if (literal === null) await checkedAddresses(target.hostname, allowPrivate, resolve);
    return null;
  } catch (error) {
    if (error instanceof ForbiddenAddress) return { reason: 'private-address', detail: error.message };
    return { reason: 'unresolvable', detail: `${target.hostname} has no address` };
  }
}
