import { commandsTopic, readTopic, slotOf, topicsOf } from './topic';

describe('a topic', () => {
  it('says where it belongs', () => {
    expect(readTopic('parks/p/outlets/o/readings')).toEqual({
      timeline: { class: 'actual', drill: null },
      park: 'p',
      outlet: 'o',
      level: 'readings',
    });
    expect(readTopic('drills/d/parks/p/outlets/o/status')).toMatchObject({
      timeline: { class: 'exercise', drill: 'd' },
      level: 'status',
    });
  });

  it.each([
    '',
    'parks',
    'parks/p/outlets/o',
    'parks//outlets/o/readings',
    'parks/p/outlets/o/readings/more',
    'x/parks/p/outlets/o/readings',
  ])('is none: %s', (topic) => expect(readTopic(topic)).toBeNull());

  it('is answered in its own timeline', () => {
    for (const root of ['', 'drills/d/']) {
      const address = readTopic(`${root}parks/p/outlets/o/hj212`);
      expect(address && commandsTopic(address)).toBe(`${root}parks/p/outlets/o/commands`);
    }
  });

  it('of a park is never one that we speak on', () => {
    for (const filter of topicsOf('p')) expect(filter).toMatch(/\/(readings|hj212|status)$/);
  });
});

it('spreads parks over the slots and always answers the same', () => {
  const slots = new Set(Array.from({ length: 1_000 }, (_, i) => slotOf(`park-${i}`, 64)));
  expect(slots.size).toBe(64);
  expect(Math.max(...slots)).toBeLessThan(64);
  expect(slotOf('demo', 64)).toBe(slotOf('demo', 64));
});
