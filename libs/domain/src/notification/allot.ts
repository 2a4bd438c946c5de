/** A delivery that could go out over a channel now. */
export interface Waiting {
  readonly id: number;
  readonly recipient: string;
  readonly grave: boolean;
}

/** An allowance of the provider and how much of it is used: sends within the last `perMs`, of them not grave ones. */
export interface Used {
  readonly count: number;
  readonly perMs: number;
  readonly used: number;
  readonly plain: number;
}

/** What a channel may send now. */
export interface Budget {
  /** All hold at once; none where the provider sets none. */
  readonly allowances: readonly Used[];
  /** Of the smallest allowance: what is kept for what is grave. */
  readonly reserved: number;
  /** How long ago the last grave and the last other message began, ms; Infinity where none did. */
  readonly graveAgo: number;
  readonly plainAgo: number;
}

/** What one recipient has got over the channel in the last minute, and how long ago the last of it was, ms. */
export interface Lately {
  readonly count: number;
  readonly ago: number;
}

/** Between two gathered messages of grave ones, ms: with what it takes to send, none waits longer than ten seconds. */
const GRAVE_PACE_MS = 7_000;
/** Windows up to this long are paced, so that they never run dry in a storm; longer ones are only kept to, ms. */
const PACED_MS = 300_000;
/** A person gets so many messages a minute one by one ... */
const SINGLES = 5;
/** ... and then gathered ones, so far apart, ms. */
const GATHER_GRAVE_MS = 5_000;
const GATHER_MS = 60_000;
/** Messages of lighter colours that are posted to a group one by one. */
const POSTS = 3;

/** Messages of lighter colours in a window while grave ones come. */
const PLAIN_BESIDE_GRAVE = 4;

const isPaced = ({ perMs }: Used): boolean => perMs > GRAVE_PACE_MS && perMs <= PACED_MS;
/** Sends that must be left so that one can go out every seven seconds until the window gives others back. */
const pacedShare = (one: Used): number =>
  isPaced(one) ? Math.min(one.count - 1, Math.ceil(one.perMs / GRAVE_PACE_MS)) : 0;
const least = (numbers: readonly number[]): number => Math.min(Number.POSITIVE_INFINITY, ...numbers);

/** Sends that the allowances have left; Infinity where there are none. */
export const sendsLeft = (budget: Budget): number => left(budget, () => 0);

/** Sends that are left beyond what is kept back. */
function left({ allowances }: Budget, kept: (one: Used) => number): number {
  return Math.max(0, least(allowances.map((one) => one.count - one.used - kept(one))));
}

/**
 * What goes out over a channel that posts to a group, each list as one message. What is grave goes one by one while there
 * is plenty, else gathered, one message every seven seconds that names them all. The rest has what is not kept back, one
 * by one while it is little, else gathered; while grave ones come, one message every quarter of the window.
 * @param waiting the most urgent first
 */
export function allotPosts(waiting: readonly Waiting[], budget: Budget): number[][] {
  const grave = waiting.filter((one) => one.grave).map(({ id }) => id);
  const plain = waiting.filter((one) => !one.grave).map(({ id }) => id);
  const sends = gravePosts(grave, budget, plain.length > 0);
  return [...sends, ...plainPosts(plain, after(budget, sends.length), grave.length > 0)];
}

function gravePosts(grave: readonly number[], budget: Budget, plainWaits: boolean): number[][] {
  if (grave.length === 0) return [];
  const others = (one: Used): number => (plainWaits && isPaced(one) ? Math.max(0, PLAIN_BESIDE_GRAVE - one.plain) : 0);
  const plenty = left(budget, (one) => pacedShare(one) + others(one));
  if (grave.length <= plenty) return grave.map((id) => [id]);
  const paces = budget.allowances.filter(isPaced).map((one) => Math.max(GRAVE_PACE_MS, one.perMs / one.count));
  const may = left(budget, () => 0) >= 1 && (plenty >= 1 || budget.graveAgo >= Math.max(0, ...paces));
  return may ? [[...grave]] : [];
}

const after = (budget: Budget, sent: number): Budget => ({
  ...budget,
  allowances: budget.allowances.map((one) => ({ ...one, used: one.used + sent })),
  graveAgo: sent > 0 ? 0 : budget.graveAgo,
});

function plainPosts(plain: readonly number[], budget: Budget, graveWaits: boolean): number[][] {
  if (plain.length === 0) return [];
  const smallest = least(budget.allowances.map(({ count }) => count));
  const reservedOf = ({ count }: Used): number => (count === smallest ? budget.reserved : 0);
  const graveToo = (one: Used): boolean => graveWaits || budget.graveAgo < one.perMs;
  const free = left(budget, (one) => Math.max(reservedOf(one), graveToo(one) ? pacedShare(one) : 0));
  const own = least(budget.allowances.map((one) => one.count - reservedOf(one) - one.plain));
  const room = Math.min(free, own);
  if (room < 1) return [];
  const few = plain.length <= Math.min(POSTS, room);
  const turn = budget.allowances.filter(isPaced).every((one) => {
    const share = one.count - reservedOf(one);
    if (graveToo(one)) return budget.plainAgo >= one.perMs / PLAIN_BESIDE_GRAVE;
    // Half of their share may go at once, the other half spread over the window: so that it comes back bit by bit.
    return (few && one.plain < share / 2) || budget.plainAgo >= one.perMs / Math.max(1, share);
  });
  if (!turn) return [];
  return few && !graveWaits ? plain.map((id) => [id]) : [[...plain]];
}

/**
 * What goes out over a channel that reaches persons, each list as one message to one of them: one by one at first, then
 * gathered, what is grave every five seconds, the rest once a minute; the gravest first while the allowances last.
 * @param waiting the most urgent first
 * @param recent by recipient; absent where they got nothing in the last minute
 */
export function allotPersons(
  waiting: readonly Waiting[],
  budget: Budget,
  recent: ReadonlyMap<string, Lately>,
): number[][] {
  const room = { grave: left(budget, () => 0), plain: left(budget, () => budget.reserved) };
  const sends: number[][] = [];
  const had = new Map([...recent].map(([recipient, { count }]) => [recipient, count]));
  for (const { grave, recipient, ids } of groupsOf(waiting)) {
    const got = had.get(recipient) ?? 0;
    const free = (grave ? room.grave : room.plain) - sends.length;
    const own = toPerson(ids, { grave, had: got, room: free, ago: recent.get(recipient)?.ago });
    had.set(recipient, got + own.length);
    sends.push(...own);
  }
  return sends;
}

/** By recipient, what is grave apart; in the order in which they begin. */
function groupsOf(waiting: readonly Waiting[]): { grave: boolean; recipient: string; ids: number[] }[] {
  const groups = new Map<string, { grave: boolean; recipient: string; ids: number[] }>();
  for (const { id, grave, recipient } of waiting) {
    const key = `${grave ? 'grave' : 'plain'} ${recipient}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { grave, recipient, ids: [id] });
    else group.ids.push(id);
  }
  return [...groups.values()];
}

function toPerson(
  ids: readonly number[],
  {
    grave,
    had,
    room,
    ago = Number.POSITIVE_INFINITY,
  }: { grave: boolean; had: number; room: number; ago?: number | undefined },
): number[][] {
  if (room < 1) return [];
  if (had + ids.length <= SINGLES && ids.length <= room) return ids.map((id) => [id]);
  const pace = grave ? GATHER_GRAVE_MS : GATHER_MS;
  return had < SINGLES || ago >= pace ? [[...ids]] : [];
}
