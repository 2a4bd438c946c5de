import type { Packet } from '@cofferdam/mqtt';
import { HeldSlot } from './held-slot';

const packet = (topic: string): Packet => ({ topic, payload: Buffer.alloc(0), redelivered: false });

function held(until: number) {
  const taken: string[] = [];
  const forgotten: string[][] = [];
  const slot = new HeldSlot({
    url: 'mqtt://127.0.0.1:1',
    clientId: 'slot',
    parks: ['ours'],
    take: async ({ topic }) => void taken.push(topic),
    renew: () => Promise.resolve(true),
    onTakenOver: () => undefined,
  });
  slot.session.forget = (topics) => void forgotten.push([...topics]);
  slot.prolong(performance.now() + until);
  return { slot, taken, forgotten };
}

it('takes packets while its lease holds', async () => {
  const { slot, taken, forgotten } = held(60_000);
  await slot.take(packet('parks/ours/outlets/o/readings'));
  expect([taken, forgotten]).toEqual([['parks/ours/outlets/o/readings'], []]);
});

it('takes nothing once its lease has run out, and again when it is prolonged', async () => {
  const { slot, taken } = held(-1);
  await expect(slot.take(packet('parks/ours/outlets/o/readings'))).rejects.toThrow('run out');
  expect([slot.expired, taken]).toEqual([true, []]);
  slot.prolong(performance.now() + 60_000);
  await slot.take(packet('parks/ours/outlets/o/readings'));
  expect(taken).toHaveLength(1);
});

it('gives back the subscriptions of a park that is not its own, once', async () => {
  const { slot, taken, forgotten } = held(60_000);
  for (const outlet of ['a', 'b']) await slot.take(packet(`parks/theirs/outlets/${outlet}/readings`));
  expect(taken).toHaveLength(2);
  expect(forgotten).toHaveLength(1);
  expect(forgotten[0]).toContain('parks/theirs/outlets/+/readings');
  slot.serve(['ours', 'theirs']);
  await slot.take(packet('parks/theirs/outlets/a/readings'));
  expect(forgotten).toHaveLength(1);
});
