import { setTimeout as pause } from 'node:timers/promises';
import type { JournalEntry } from '@cofferdam/domain';
import { JournalRelay, SYSTEM_PARK } from '@cofferdam/records';
import { type SharedServices, sharedServices, waitFor } from '@cofferdam/testing';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { type Archive, openArchive } from './archive';
import { breach, ONSET } from './conditions';

let services: SharedServices;
let url: string;
let archive: Archive;
let admin: Client;
const relays: JournalRelay[] = [];
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  services = await sharedServices();
}, 90_000);
beforeEach(async () => {
  url = await services.freshDatabase();
  archive = await openArchive(url);
  admin = new Client({ connectionString: url });
  await admin.connect();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await admin.end();
  await archive.records.onApplicationShutdown();
});
afterAll(() => services.stop());

const startRelay = (): JournalRelay => {
  const relay = new JournalRelay(archive.records);
  relays.push(relay);
  relay.start();
  return relay;
};
const entry = (n: number, more: Partial<JournalEntry> = {}): JournalEntry => ({
  ...{ at: ONSET + n, type: 'alarm.changed', class: 'actual', drill: null, park: 'demo' },
  ...{ subject: { kind: 'outlet', id: 'east' }, actor: 'system', data: { n } },
  ...more,
});
const write = (...entries: JournalEntry[]) => archive.records.transaction((tx) => archive.journal.write(tx, entries));
const everything = () => archive.journal.read({ after: 0, limit: 100_000, parks: '*', class: '*' });
const apply = (...messages: Parameters<Archive['merging']['apply']>[1]) =>
  archive.records.transaction((tx) => archive.merging.apply(tx, messages, ONSET));

/** Ends the sessions of this database that have this name, as a crash of their process would. */
const killSessions = async (name: string): Promise<number> => {
  const { rows } = await admin.query<{ killed: number }>(
    `select count(pg_terminate_backend(pid))::int as killed from pg_stat_activity
     where datname = current_database() and application_name = $1`,
    [`cofferdam ${name}`],
  );
  return rows[0]?.killed ?? 0;
};

/** Writers that commit in another order than they draw their ids in. */
async function writeFromMany(writers: number, each: number): Promise<number> {
  const writer = async (w: number) => {
    for (let i = 0; i < each; i += 1) {
      await archive.records.transaction(async (tx) => {
        await archive.journal.write(tx, [entry(w * 1_000 + i)]);
        await pause(Math.random() * 8);
      });
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, w) => writer(w)));
  return writers * each;
}

/** A reader that follows the journal as a feed does: told of a number, it reads on from where it is. */
async function follow(): Promise<number[]> {
  const seen: number[] = [];
  let reading = Promise.resolve();
  const readOn = async () => {
    const events = await archive.journal.read({ after: seen.at(-1) ?? 0, limit: 1_000, parks: '*' });
    seen.push(...events.map(({ seq }) => seq));
  };
  ends.push(
    await archive.journal.listen(() => {
      reading = reading.then(readOn);
    }),
  );
  ends.push(() => reading);
  return seen;
}

describe('journal', () => {
  test('concurrent writers get numbers without a gap, and a reader misses none', async () => {
    startRelay();
    const seen = await follow();
    const total = await writeFromMany(12, 25);
    await waitFor(() => seen.length >= total, { what: 'the reader to see all events' });
    expect(seen).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    const events = await everything();
    expect(new Set(events.map(({ data }) => (data as { n: number }).n)).size).toBe(total);
    expect(await archive.journal.firstBroken()).toBeNull();
    expect(await archive.journal.oldestUnnumbered()).toBe(0);
  });

  test('two relays, killed while they work: every event once, the reader reconnects', async () => {
    const [one, two] = [startRelay(), startRelay()];
    const seen = await follow();
    const writing = writeFromMany(6, 150);
    for (let i = 0; i < 6; i += 1) {
      const moved = one.moved + two.moved;
      await waitFor(() => one.moved + two.moved > moved, { what: 'a relay at work' });
      await waitFor(async () => (await killSessions('journal relay')) > 0, { what: 'a relay to kill' });
      if (i === 3) await killSessions('journal reader');
    }
    const total = await writing;
    await waitFor(() => seen.length >= total, { what: 'the reader to see all events', timeoutMs: 20_000 });
    expect(seen).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    expect(new Set((await everything()).map(({ data }) => (data as { n: number }).n)).size).toBe(total);
    expect(await archive.journal.firstBroken()).toBeNull();
  }, 30_000);

  test('one relay works at a time, and the other takes over', async () => {
    const first = startRelay();
    await waitFor(() => first.elected, { what: 'an election' });
    const second = startRelay();
    await pause(300);
    expect(second.elected).toBe(false);
    await first.stop();
    await write(entry(1));
    await waitFor(() => second.moved === 1, { what: 'the second relay to work' });
  });

  test('a transaction that is rolled back tells nothing', async () => {
    startRelay();
    const failing = archive.records.transaction(async (tx) => {
      await archive.journal.write(tx, [entry(1)]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await write(entry(2));
    await waitFor(async () => (await archive.journal.lastSeq()) === 1, { what: 'one number' });
    expect((await everything()).map(({ data }) => data)).toEqual([{ n: 2 }]);
  });

  test('a changed event breaks the chain where it was changed', async () => {
    startRelay();
    await write(entry(1), entry(2), entry(3));
    await waitFor(async () => (await archive.journal.lastSeq()) === 3, { what: 'three numbers' });
    await admin.query(`update journal set event = jsonb_set(event, '{actor}', '"somebody"') where seq = 2`);
    expect(await archive.journal.firstBroken()).toBe(2);
  });

  test('shows each scope and timeline its own', async () => {
    startRelay();
    await write(
      entry(1),
      entry(2, { park: 'other' }),
      entry(3, { park: SYSTEM_PARK }),
      entry(4, { park: null }),
      entry(5, { class: 'exercise', drill: 'd1' }),
    );
    await waitFor(async () => (await archive.journal.lastSeq()) === 5, { what: 'five numbers' });
    const scope = { after: 0, limit: 10, parks: ['demo'] };
    expect((await archive.journal.read(scope)).map(({ seq }) => seq)).toEqual([1, 3]);
    expect((await archive.journal.read({ ...scope, parks: '*' })).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(await archive.journal.count({ ...scope, class: 'exercise', drill: 'd1' })).toBe(1);
  });

  test('a snapshot has the state of everything up to its asOf', async () => {
    startRelay();
    const checked: boolean[] = [];
    const writing = (async () => {
      for (let n = 1; n <= 30; n += 1) await apply(breach(`o${n}`, n));
    })();
    while (checked.length < 40) {
      checked.push(
        await archive.records.snapshot(async (tx, asOf) => {
          await pause(2);
          const { total } = await archive.alarms.list(tx, { class: 'actual', drill: null, parks: '*', limit: 1 });
          return total >= asOf;
        }),
      );
    }
    await writing;
    expect(checked).not.toContain(false);
  });
});

describe('transactions', () => {
  test('go on over a killed connection', async () => {
    let attempts = 0;
    const n = await archive.records.transaction(async (tx) => {
      attempts += 1;
      await archive.journal.write(tx, [entry(1)]);
      if (attempts === 1) {
        await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and application_name = 'cofferdam' and state = 'idle in transaction'`,
        );
      }
      await archive.journal.write(tx, [entry(2)]);
      return attempts;
    });
    expect(n).toBe(2);
    startRelay();
    await waitFor(async () => (await archive.journal.lastSeq()) === 2, { what: 'both events, once' });
  });
});
