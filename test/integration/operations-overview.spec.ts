import { type Alarm, alarmEntry, type AlarmView, type OverviewRow, ROW_BUDGET, SEVERITIES } from '@cofferdam/domain';
import { JournalRelay } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

const ALARMS = 10_000;

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

type Row = Omit<OverviewRow, 'onset'> & { readonly onset: string };
interface Shown {
  readonly rows: readonly Row[];
  readonly totals: Record<string, number> & { readonly bySeverity: Record<string, number> };
  readonly pinned: number;
  readonly asOf: number;
}
const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const overview = async (who = 'pan', query = ''): Promise<Shown> =>
  (await station.get(who, `/overview${query}`)).body as unknown as Shown;
const sum = (rows: readonly Row[], part: 'count' | 'active' | 'unacknowledged'): number =>
  rows.reduce((all, row) => all + row[part], 0);
const membersOf = (who: string, row: string, query = ''): Promise<Reply> =>
  station.get(who, `/overview/rows/${encodeURIComponent(row)}${query}`);
const items = ({ body }: Reply): AlarmView[] => body['items'] as AlarmView[];
const openCount = async (who: string, park: string): Promise<number> =>
  Number((await station.get(who, `/alarms?open=true&park=${park}&limit=1`)).body['total']);

/** The overview once a condition holds, and how long that took, ms. */
async function seen(
  holds: (shown: Shown) => boolean,
  who = 'pan',
  query = '',
): Promise<{ shown: Shown; took: number }> {
  const begin = performance.now();
  const shown = await waitFor(
    async () => {
      const now = await overview(who, query);
      return holds(now) && now;
    },
    { what: 'the overview to show it', everyMs: 5 },
  );
  return { shown, took: performance.now() - begin };
}
/** The overview once it shows what the records have. */
const settled = async (who: string, park: string): Promise<Shown> => {
  const open = await openCount(who, park);
  return (await seen(({ totals }) => totals['open'] === open, who, `?park=${park}`)).shown;
};
const change = async (alarm: Alarm, more: Partial<Alarm>): Promise<Alarm> => {
  const changed = { ...alarm, ...more, version: alarm.version + 1 };
  await station.change(changed);
  return changed;
};
const CLOSED = { phase: 'normal', acknowledged: { by: 'uli', at: 1, note: null } } as const;

describe('ten thousand open alarms', () => {
  let alarms: Alarm[];
  beforeAll(async () => {
    const at = Date.now();
    const storm = Array.from({ length: ALARMS }, (_, n) => ({
      ...{ park: n % 4 === 0 ? 'west' : 'east', outlet: 'main', raisedAt: at - n },
      severity: n % 1_250 === 0 ? ('red' as const) : (SEVERITIES[n % 3] ?? 'blue'),
    }));
    alarms = await station.raiseAll(storm);
    await seen(({ totals }) => totals['open'] === ALARMS, 'ada');
  }, 120_000);

  test('are at most 25 rows of which the sums are exact, for everybody within their parks', async () => {
    const all = await overview('ada');
    expect(all.rows.length).toBeLessThanOrEqual(ROW_BUDGET);
    expect(sum(all.rows, 'count')).toBe(ALARMS);
    expect(all.totals).toMatchObject({ open: ALARMS, active: ALARMS, unacknowledged: ALARMS, dropped: 0 });
    expect(sum(all.rows, 'unacknowledged')).toBe(ALARMS);
    expect(all.pinned).toBe(8);
    expect(all.rows.slice(0, 8).every(({ pinned, severity }) => pinned && severity === 'red')).toBe(true);
    const [east, west] = [await overview('pan'), await overview('wei')];
    expect([east.totals['open'], west.totals['open']]).toEqual([7_500, 2_500]);
    expect(await openCount('pan', 'east')).toBe(7_500);
    expect(east.rows.every(({ park }) => park === 'east')).toBe(true);
    expect((await overview('ada', '?park=west')).totals['open']).toBe(2_500);
    expect((await station.get('pan', '/overview?park=west')).status).toBe(404);
    expect((await overview('ada', '?class=exercise&drill=d1')).totals['open']).toBe(0);
  });

  test('a row opens to its members, page by page of one moment', async () => {
    const { rows, asOf } = await overview('ada');
    const large = rows.find(({ count }) => count > 500) as Row;
    const first = await membersOf('ada', large.id, `?asOf=${asOf}&limit=400`);
    expect(first.body).toMatchObject({ total: large.count, asOf });
    const [gravest] = items(first);
    expect(gravest).toMatchObject({ id: large.alarm, state: 'UNACK' });
    await station.raise({ outlet: 'main' });
    const ids = items(first).map(({ id }) => id);
    for (let next = first.body['next'] as string | null; next !== null;) {
      const page = await membersOf('ada', large.id, `?limit=500&after=${next}`);
      ids.push(...items(page).map(({ id }) => id));
      next = page.body['next'] as string | null;
    }
    expect([ids.length, new Set(ids).size]).toEqual([large.count, large.count]);
    expect((await membersOf('wei', large.id)).status).toBe(large.id.includes('|*|') ? 409 : 404);
    expect(kind(await membersOf('ada', 'actual|*|outlet~nowhere'))).toBe('changed-since');
    expect((await membersOf('ada', 'rubbish')).status).toBe(404);
    expect((await membersOf('ada', large.id, '?after=rubbish')).status).toBe(400);
    expect(kind(await membersOf('ada', large.id, '?asOf=1'))).toBe('changed-since');
  });

  test('a change is seen within a second, and never undone by an older one', async () => {
    const alarm = alarms.find(({ park, severity }) => park === 'east' && severity === 'blue') as Alarm;
    const before = (await settled('pan', 'east')).totals;
    await change(alarm, CLOSED);
    const closed = await seen(({ totals }) => totals['open'] === Number(before['open']) - 1);
    expect(closed.took).toBeLessThan(1_000);
    const late = alarmEntry('alarm.changed', { ...alarm, version: 0 }, 'system', Date.now());
    await station.records.transaction((tx) => station.journal.write(tx, [late]));
    const raised = await station.raise({ severity: 'red', toxic: true });
    const { took, shown } = await seen(({ rows }) => rows.some((row) => row.alarm === raised.id));
    expect(took).toBeLessThan(1_000);
    expect(shown.totals['open']).toBe(before['open']);
    expect(sum(shown.rows, 'count')).toBe(before['open']);
  });

  test('many who look at once get the same answer from one making', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => station.get('pan', '/overview')));
    expect(new Set(replies.map(({ body }) => JSON.stringify(body['rows']))).size).toBe(1);
    expect(replies[0]?.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('a group acknowledge is about what was shown, 500 at a time, the gravest first', async () => {
    const { rows, asOf } = await overview();
    const row = rows.find(({ pinned, count }) => !pinned && count > 1_000) as Row;
    const late = await station.raise({ outlet: 'main' });
    const ask = (who = 'pan') => station.post(who, '/alarms/acknowledge', { row: row.id, asOf });
    const first = await ask();
    expect(first.status).toBe(200);
    const done = first.body['acknowledged'] as { id: string }[];
    expect([done.length, first.body['remaining']]).toEqual([500, row.unacknowledged - 500]);
    let remaining = Number(first.body['remaining']);
    const ids = new Set(done.map(({ id }) => id));
    await waitFor(
      async () => {
        const { body } = await ask();
        for (const { id } of body['acknowledged'] as { id: string }[]) ids.add(id);
        remaining = Number(body['remaining']);
        return remaining === 0 && ids.size === row.unacknowledged;
      },
      { what: 'all that was shown', timeoutMs: 60_000 },
    );
    expect(ids.has(late.id)).toBe(false);
    expect((await station.get('pan', `/alarms/${late.id}`)).body['state']).toBe('UNACK');
    expect((await ask('eng')).status).toBe(403);
    const odd = { row: row.id, asOf, items: [{ id: late.id, generation: 1 }] };
    for (const body of [odd, { row: row.id }, { asOf }, {}])
      expect((await station.post('pan', '/alarms/acknowledge', body)).status).toBe(400);
    expect(kind(await station.post('pan', '/alarms/acknowledge', { row: row.id, asOf: 1 }))).toBe('changed-since');
    const pinned = rows.find((one) => one.pinned) as Row;
    const refused = await station.post('pan', '/alarms/acknowledge', { row: pinned.id, asOf });
    expect(refused.body).toMatchObject({ acknowledged: [], refused: [{ reason: 'red' }], remaining: 0 });
  }, 90_000);
});

describe('the journal’s trouble', () => {
  test('events that waited for the relay are seen as soon as it works again', async () => {
    const relay = station.app.get(JournalRelay);
    const before = (await settled('pan', 'east')).totals['open'];
    await relay.stop();
    await station.raiseAll([{}, {}, {}]);
    relay.start();
    const { took } = await seen(({ totals }) => totals['open'] === Number(before) + 3);
    expect(took).toBeLessThan(2_000);
  });

  test('after a gap the open alarms are read anew', async () => {
    const relay = station.app.get(JournalRelay);
    const before = (await settled('pan', 'east')).totals['open'];
    await relay.stop();
    await station.raiseAll([{}]);
    await station.records.db.deleteFrom('journal_in').execute();
    await station.records.db
      .updateTable('journal_head')
      .set((eb) => ({ seq: eb('seq', '+', 5) }))
      .execute();
    relay.start();
    await station.raise();
    await seen(({ totals }) => totals['open'] === Number(before) + 2);
    const metrics = String((await station.call('ada', 'GET', '/metrics')).body['text']);
    expect(metrics.split('\n').filter((line) => /overview_loads_total\{why="gap"\} [1-9]/.test(line))).toHaveLength(1);
  });
});

test('the rows keep their places when one grows, and say how many are overlaid', async () => {
  const before = await settled('wei', 'west');
  const until = Date.now() + 60_000;
  const shelved = { by: 'wei', at: Date.now(), reason: 'works', until, approver: null, kind: 'timed' } as const;
  const alarm = await station.raise({ park: 'west', outlet: 'main', shelved });
  const { shown } = await seen(({ totals }) => totals['shelved'] === 1, 'wei', '?park=west');
  expect(shown.totals['open']).toBe(Number(before.totals['open']) + 1);
  const known = new Set(before.rows.map(({ id }) => id));
  const stayed = shown.rows.map(({ id }) => id).filter((id) => known.has(id));
  expect(stayed).toEqual(before.rows.map(({ id }) => id).filter((id) => stayed.includes(id)));
  await change(alarm, { ...CLOSED, shelved: null });
});
