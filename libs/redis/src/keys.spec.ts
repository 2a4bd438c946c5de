import { LIVE, type Timeline } from '@cofferdam/domain';
import { Keys } from './keys';

const keys = new Keys('test', 16);
const drill = (n: number): Timeline => ({ class: 'exercise', drill: `d${n}` });

test('a drill’s shard is found by its drill: it is not bound to the shard of what is real in its park', () => {
  const drills = Array.from({ length: 100 }, (_, n) => keys.shardOf(drill(n), 'demo'));
  expect(new Set(drills).size).toBeGreaterThan(10);
  expect(drills.filter((shard) => shard === keys.shardOf(LIVE, 'demo')).length).toBeLessThan(30);
});

test('shards and their readers share no key', () => {
  const all = [0, 1].flatMap((shard) => [
    ...[keys.log(shard), keys.conditions(shard), keys.registers(shard), keys.owner(shard), keys.hearing(shard)],
    ...[keys.state(shard, 'judge'), keys.state(shard, 'history')],
  ]);
  expect(new Set([...all, keys.lease('drill-d1'), keys.lease('drill-d2'), keys.probe()]).size).toBe(all.length + 3);
});
