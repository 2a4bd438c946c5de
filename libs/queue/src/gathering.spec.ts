import { Gathering } from './gathering';

test('what arrives while a batch is worked on is the next batch, at most so many', async () => {
  const batches: number[][] = [];
  let release: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (release = resolve));
  const gathering = new Gathering<number>(async (items) => {
    batches.push(items);
    if (batches.length === 1) await first;
  }, 3);
  const taken = [1, 2].map((n) => gathering.take(n));
  await new Promise(setImmediate);
  taken.push(...[3, 4, 5, 6].map((n) => gathering.take(n)));
  release();
  await Promise.all(taken);
  expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
});

test('a batch that fails fails for its own items only', async () => {
  const gathering = new Gathering<number>(async ([n]) => {
    if (n === 1) throw new Error('no');
  }, 1);
  const taken = await Promise.allSettled([1, 2].map((n) => gathering.take(n)));
  expect(taken.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  await gathering.take(3);
});
