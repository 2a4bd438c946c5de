import { AckQueue } from './ack-queue';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('answers go out in the order of arrival, together where they can', async () => {
  const sent: number[][] = [];
  const queue = new AckQueue((ids) => sent.push([...ids]));
  const [first, second, third] = [queue.expect(1), queue.expect(2), queue.expect(3)];
  third();
  second();
  await turn();
  expect(sent).toEqual([]);
  first();
  await turn();
  expect(sent).toEqual([[1, 2, 3]]);
});

test('what was abandoned is never answered', async () => {
  const sent: number[][] = [];
  const queue = new AckQueue((ids) => sent.push([...ids]));
  const done = queue.expect(1);
  const empty = queue.empty();
  queue.abandon();
  await empty;
  done();
  queue.expect(1);
  await turn();
  expect(sent).toEqual([]);
});
