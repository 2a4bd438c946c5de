import { setImmediate as turn } from 'node:timers/promises';
import { Slices } from './slices';

const busy = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

test('work that comes alone is done at once', () => {
  const done: number[] = [];
  new Slices().run(() => done.push(1));
  expect(done).toEqual([1]);
});

test('a burst keeps its order and lets others have their turn', async () => {
  const slices = new Slices();
  const done: number[] = [];
  for (let n = 0; n < 60; n += 1) {
    slices.run(() => {
      busy(1);
      done.push(n);
    });
  }
  let turns = 0;
  while (done.length < 60) {
    await turn();
    turns += 1;
  }
  expect(done).toEqual(Array.from({ length: 60 }, (_, n) => n));
  expect(turns).toBeGreaterThan(2);
});

test('work that adds work does not run inside itself', () => {
  const slices = new Slices();
  const done: string[] = [];
  slices.run(() => {
    slices.run(() => done.push('inner'));
    done.push('outer');
  });
  expect(done).toEqual(['outer', 'inner']);
});
