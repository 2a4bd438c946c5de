import { waitFor } from '@cofferdam/testing';
import { IntakeCounters } from './counters';
import type { Rejection } from './decide';
import { Quarantine } from './quarantine';

const row = (n: number): Rejection => ({
  at: n,
  reason: 'not-json',
  class: 'actual',
  park: 'p',
  outlet: 'o',
  monitor: null,
  topic: 't',
  detail: null,
  payload: Buffer.alloc(0),
});

/** A store that can be away. */
function store() {
  const rows: number[] = [];
  const state = { away: false, calls: 0 };
  const add = async (batch: readonly Rejection[]) => {
    state.calls += 1;
    if (state.away) throw new Error('PostgreSQL is away');
    rows.push(...batch.map(({ at }) => at));
  };
  return { rows, state, add };
}

function made() {
  const kept = store();
  const counters = new IntakeCounters();
  return { ...kept, counters, quarantine: new Quarantine(kept, counters) };
}

it('stores rows in batches and says when', async () => {
  const { quarantine, rows, state } = made();
  let told = 0;
  for (let i = 0; i < 100; i++) quarantine.add([row(i)], () => (told += 1));
  await waitFor(() => told === 100, { what: 'the rows to be stored' });
  expect(rows).toHaveLength(100);
  expect(state.calls).toBe(1);
  await quarantine.beforeApplicationShutdown();
});

it('keeps a bounded number while its store is away, counts the rest, and answers all the same', async () => {
  const { quarantine, rows, state, counters } = made();
  state.away = true;
  let told = false;
  for (let i = 0; i < 3_000; i++) quarantine.add([row(i)]);
  quarantine.add([row(3_000)], () => (told = true));
  await waitFor(() => told, { what: 'an answer although nothing is stored' });
  expect(counters.quarantineDropped).toBe(1_001);
  state.away = false;
  await waitFor(() => rows.length === 2_000, { what: 'what was kept to be stored' });
  expect(rows).toEqual(Array.from({ length: 2_000 }, (_, i) => i));
  await quarantine.beforeApplicationShutdown();
});

it('stores what waits before it ends', async () => {
  const { quarantine, rows } = made();
  quarantine.add([row(1)]);
  await quarantine.beforeApplicationShutdown();
  expect(rows).toEqual([1]);
});
