import { allotPersons, allotPosts, type Budget, type Waiting } from './allot';

const MINUTE = 60_000;
let next = 0;
const waiting = (count: number, grave: boolean, recipient = 'desk:a'): Waiting[] =>
  Array.from({ length: count }, () => ({ id: (next += 1), grave, recipient }));
const robot = (used: number, plain = used, more: Partial<Budget> = {}): Budget => ({
  ...{ allowances: [{ count: 20, perMs: MINUTE, used, plain }], reserved: 5 },
  ...{ graveAgo: Infinity, plainAgo: Infinity, ...more },
});
const sizes = (sends: number[][]): number[] => sends.map(({ length }) => length);

describe('posts to a group', () => {
  test.each([
    ['a few go one by one', waiting(2, true), robot(0), [1, 1]],
    ['grave ones first', [...waiting(1, true), ...waiting(2, false)], robot(0), [1, 2]],
    ['many plain ones are gathered', waiting(4, false), robot(0), [4]],
    ['more grave ones than there is plenty are gathered', waiting(30, true), robot(0), [30]],
    ['five of twenty are kept for grave ones', waiting(3, false), robot(15), []],
    ['... which get them', waiting(1, true), robot(15), [1]],
    ['... gathered', waiting(9, true), robot(15), [9]],
    ['nothing beyond the limit', waiting(9, true), robot(20), []],
    ['half of theirs at once, then at a distance', waiting(1, false), robot(8, 8, { plainAgo: 1_000 }), []],
    ['... of a fifteenth of the minute', waiting(1, false), robot(8, 8, { plainAgo: 4_000 }), [1]],
    ['grave ones gather for seven seconds once it is short', waiting(3, true), robot(14, 0, { graveAgo: 6_999 }), []],
    ['... and go then', waiting(3, true), robot(14, 0, { graveAgo: 7_000 }), [3]],
    ['without allowances nothing waits', waiting(2, false), { ...robot(0), allowances: [], reserved: 0 }, [1, 1]],
  ])('%s', (_, those, budget, expected) => {
    expect(sizes(allotPosts(those, budget))).toEqual(expected);
  });
});

type Queued = Waiting & { at: number };
interface Sent {
  at: number;
  grave: boolean;
}

const budgetAt = (at: number, sent: readonly Sent[]): Budget => {
  const within = sent.filter((one) => at - one.at < MINUTE);
  const last = (grave: boolean) => at - (sent.findLast((one) => one.grave === grave)?.at ?? -Infinity);
  const plain = within.filter(({ grave }) => !grave).length;
  return robot(within.length, plain, { graveAgo: last(true), plainAgo: last(false) });
};

/** The most within any minute. */
const most = (sent: readonly Sent[]): number =>
  Math.max(0, ...sent.map(({ at }) => sent.filter((one) => one.at <= at && at - one.at < MINUTE).length));

/** Sends of a robot over time, as the senders make them, every 100 ms. */
function play(seconds: number, arrivals: (at: number) => { grave: boolean }[]) {
  const sent: Sent[] = [];
  const waits: { grave: boolean; ms: number }[] = [];
  let queue: Queued[] = [];
  const end = seconds * 1000;
  for (let at = 0; at < end; at += 100) {
    for (const { grave } of arrivals(at)) queue.push({ ...waiting(1, grave)[0]!, at });
    queue.sort((a, b) => Number(b.grave) - Number(a.grave) || a.at - b.at);
    for (const ids of allotPosts(queue, budgetAt(at, sent))) {
      const gone = queue.filter(({ id }) => ids.includes(id));
      sent.push({ at, grave: gone.some((one) => one.grave) });
      waits.push(...gone.map((one) => ({ grave: one.grave, ms: at - one.at })));
      queue = queue.filter(({ id }) => !ids.includes(id));
    }
  }
  waits.push(...queue.map((one) => ({ grave: one.grave, ms: end - one.at })));
  const longest = (grave: boolean) => Math.max(0, ...waits.filter((one) => one.grave === grave).map(({ ms }) => ms));
  return {
    ...{ most: most(sent), mostPlain: most(sent.filter(({ grave }) => !grave)) },
    waited: { grave: longest(true), plain: longest(false) },
  };
}

test.each([
  ['a storm of both', (at: number) => [{ grave: at % 500 === 0 }, { grave: false }]],
  [
    'plain ones first, grave ones later',
    (at: number) => (at < 33_000 ? [{ grave: false }] : [{ grave: true }, { grave: false }]),
  ],
  ['one grave one every nine seconds between plain ones', (at: number) => [{ grave: at % 9_000 === 0 }]],
])('%s: never beyond the limit, no grave one waits ten seconds, no other a minute', (_, arrivals) => {
  const { most: all, mostPlain, waited } = play(240, arrivals);
  expect(all).toBeLessThanOrEqual(20);
  expect(mostPlain).toBeLessThanOrEqual(15);
  expect(waited.grave).toBeLessThan(9_000);
  expect(waited.plain).toBeLessThan(60_000);
});

describe('messages to persons', () => {
  const open: Budget = { allowances: [], reserved: 0, graveAgo: Infinity, plainAgo: Infinity };
  const lately = (count: number, ago: number) => new Map([['li', { count, ago }]]);

  test.each([
    ['five go one by one', waiting(5, false, 'li'), new Map(), [1, 1, 1, 1, 1]],
    ['more are gathered', waiting(6, false, 'li'), new Map(), [6]],
    ['after five a minute passes', waiting(1, false, 'li'), lately(5, 59_000), []],
    ['... and then the rest comes at once', waiting(7, false, 'li'), lately(5, 60_000), [7]],
    ['what is grave waits five seconds only', waiting(2, true, 'li'), lately(9, 5_000), [2]],
    ['each is gathered alone', [...waiting(6, true, 'li'), ...waiting(6, true, 'wu')], new Map(), [6, 6]],
  ])('%s', (_, those, recent, expected) => {
    expect(sizes(allotPersons(those, open, recent))).toEqual(expected);
  });

  test('the allowance goes to the gravest', () => {
    const budget = { ...open, allowances: [{ count: 3, perMs: MINUTE, used: 1, plain: 1 }], reserved: 1 };
    const grave = waiting(1, true, 'li');
    const sends = allotPersons([...grave, ...waiting(1, false, 'wu'), ...waiting(1, false, 'xi')], budget, new Map());
    expect(sends).toEqual([[grave[0]?.id]]);
  });
});
