import type { MessageKind } from '../../journal/message';
import type { DrillFacts } from '../score/facts';
import type { AfterActionReport } from './shape';

/** Why a delivery to somebody who takes no part has failed. */
const OUTSIDER = 'not-a-participant';

interface Sent {
  readonly key: string;
  readonly to: string;
  readonly channel: string | null;
  readonly kind: MessageKind;
}

const sentIn = ({ events }: DrillFacts): Sent[] =>
  events.filter(({ type }) => type === 'notification.sent').map(({ data }) => data as Sent);

/** What is equal is counted; in order of the names. */
function counted<T, R>(
  all: readonly T[],
  nameOf: (one: T) => readonly unknown[],
  make: (one: T, count: number) => R,
): R[] {
  const groups = new Map<string, { one: T; count: number }>();
  for (const one of all) {
    const name = JSON.stringify(nameOf(one));
    groups.set(name, { one, count: (groups.get(name)?.count ?? 0) + 1 });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { one, count }]) => make(one, count));
}

/** Messages that a channel has taken: to whom, over what, how many. */
export function messagesOf(facts: DrillFacts): AfterActionReport['messages'] {
  const sent = sentIn(facts);
  const to = counted(
    sent,
    ({ to: recipient, channel, kind }) => [recipient, channel, kind],
    ({ to: recipient, channel, kind }, count) => ({ recipient, channel, kind, count }),
  );
  return { sent: sent.length, to, cap: facts.cap };
}

/** Who was to be told something that no channel took. */
export function notReached(facts: DrillFacts): AfterActionReport['notReached'] {
  const failed = facts.deliveries.filter(({ state, why }) => state === 'FAILED' && !isRefusal(why));
  const sent = sentIn(facts);
  const recipients = [...new Set(failed.map(({ recipient }) => recipient))].sort();
  return recipients.map((recipient) => {
    const own = failed.filter((one) => one.recipient === recipient);
    const why = [...new Set(own.map((one) => wordOf(one.why)))].sort();
    return { recipient, failed: own.length, sent: sent.filter(({ to }) => to === recipient).length, why };
  });
}

const isRefusal = (why: string | null): boolean => why?.startsWith(OUTSIDER) === true;

/** An answer of a channel begins with its kind: `unreachable: connect ECONNREFUSED`. */
const wordOf = (why: string | null): string => (why ?? 'unknown').split(':')[0] ?? 'unknown';

/** Who would have been told by their duty, takes no part and was refused, when expanded or when sent. */
export function refusalsOf({ deliveries, events }: DrillFacts): AfterActionReport['refusals'] {
  const rows = deliveries.filter(({ why }) => isRefusal(why)).map(({ key, recipient }) => ({ key, recipient }));
  const keys = new Set(rows.map(({ key }) => key));
  const told = events.flatMap(({ type, data, seq }) => {
    if (type !== 'notification.failed') return [];
    const about = data as Readonly<Record<string, unknown>>;
    const { key = String(seq), to } = about as { key?: string; to?: string };
    return Object.values(about).includes(OUTSIDER) && to !== undefined && !keys.has(key)
      ? [{ key, recipient: to }]
      : [];
  });
  return counted(
    [...rows, ...told],
    ({ recipient }) => [recipient],
    ({ recipient }, count) => ({ recipient, count }),
  );
}
