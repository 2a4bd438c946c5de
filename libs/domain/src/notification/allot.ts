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
const GRAVE_PACE_MS = 8_000;
/** Windows up to this long are paced, so that they never run dry in a storm; longer ones are only kept to, ms. */
const PACED_MS = 300_000;
/** A person gets so many messages a minute one by one ... */
const SINGLES = 5;
/** ... and then gathered ones, so far apart, ms. */
const GATHER_GRAVE_MS = 5_000;
const GATHER_MS = 60_000;
/** Messages of lighter colours that are posted to a group one by one. */
const POSTS = 3;

const isPaced = ({ perMs }: Used): boolean => perMs > GRAVE_PACE_MS && perMs <= PACED_MS;
/** Sends that must be left so that one can go out every eight seconds until the window gives others back. */
const pacedShare = (one: Used): number =>
  isPaced(one) ? Math.min(one.count - 1, Math.ceil(one.perMs / GRAVE_PACE_MS)) : 0;
const least = (numbers: readonly number[]): number => Math.min(Number.POSITIVE_INFINITY, ...numbers);

/** Sends that are left beyond what is kept back. */
function left({ allowances }: Budget, kept: (one: Used) => number): number {
  return Math.max(0, least(allowances.map((one) => one.count - one.used - kept(one))));
}

/**
 * What goes out over a channel that posts to a group, each list as one message. What is grave goes one by one while there
 * is plenty, else gathered, one message every eight seconds that names them all. The rest has what is not kept back, one
 * by one while it is little, else gathered.
 * @param waiting the most urgent first
 */
export function allotPosts(waiting: readonly Waiting[], budget: Budget): number[][] {
  const grave = waiting.filter((one) => one.grave).map(({ id }) => id);
  const plain = waiting.filter((one) => !one.grave).map(({ id }) => id);
  const sends = gravePosts(grave, budget);
  return [...sends, ...plainPosts(plain, after(budget, sends.length), grave.length > 0)];
}

function gravePosts(grave: readonly number[], budget: Budget): number[][] {
  if (grave.length === 0) return [];
  const plenty = left(budget, pacedShare);
  if (grave.length <= plenty) return grave.map((id) => [id]);
  const pace = Math.max(
    0,
    ...budget.allowances.filter(isPaced).map((one) => Math.max(GRAVE_PACE_MS, one.perMs / one.count)),
  );
  const may = left(budget, () => 0) >= 1 && (plenty >= 1 || budget.graveAgo >= pace);
  return may ? [[...grave]] : [];
}

const after = (budget: Budget, sent: number): Budget => ({
  ...budget,
  allowances: budget.allowances.map((one) => ({ ...one, used: one.used + sent })),
});

function plainPosts(plain: readonly number[], budget: Budget, graveWaits: boolean): number[][] {
  if (plain.length === 0) return [];
  const smallest = least(budget.allowances.map(({ count }) => count));
  const reservedOf = ({ count }: Used): number => (count === smallest ? budget.reserved : 0);
  const graveToo = graveWaits || budget.graveAgo < PACED_MS;
  const free = left(budget, (one) => Math.max(reservedOf(one), graveToo ? pacedShare(one) : 0));
  const own = least(budget.allowances.map((one) => one.count - reservedOf(one) - one.plain));
  const room = Math.min(free, own);
  if (room < 1 || !isPlainTurn(budget, reservedOf)) return [];
  return plain.length <= Math.min(POSTS, room) ? plain.map((id) => [id]) : [[...plain]];
}

/** Half of what is theirs may go at once, the other half spread over the window: so that it comes back bit by bit. */
function isPlainTurn({ allowances, plainAgo }: Budget, reservedOf: (one: Used) => number): boolean {
  return allowances.filter(isPaced).every((one) => {
    const own = one.count - reservedOf(one);
    return one.plain < own / 2 || plainAgo >= one.perMs / Math.max(1, own);
  });
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
  const groups = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const key = `${one.grave ? 0 : 1} ${one.recipient}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const grave = left(budget, () => 0);
  const plain = left(budget, () => budget.reserved);
  const sends: number[][] = [];
  const given = new Map<string, number>();
  for (const group of groups.values()) {
    const [{ grave: isGrave, recipient } = { grave: false, recipient: '' }] = group;
    const had = (recent.get(recipient)?.count ?? 0) + (given.get(recipient) ?? 0);
    const room = (isGrave ? grave : plain) - sends.length;
    const own = toPerson(group, { ...recent.get(recipient), had, room });
    given.set(recipient, (given.get(recipient) ?? 0) + own.length);
    sends.push(...own);
  }
  return sends;
}

function toPerson(
  group: readonly Waiting[],
  { had, room, ago = Number.POSITIVE_INFINITY }: { had: number; room: number; ago?: number },
): number[][] {
  const ids = group.map(({ id }) => id);
  if (room < 1) return [];
  if (had + ids.length <= SINGLES && ids.length <= room) return ids.map((id) => [id]);
  const pace = group[0]?.grave === true ? GATHER_GRAVE_MS : GATHER_MS;
  return had < SINGLES || ago >= pace ? [ids] : [];
}
