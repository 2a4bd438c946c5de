import {
  type Alarm,
  type Condition,
  type Incident,
  type JournalEvent,
  type Park,
  ParkSchema,
  type StateMessage,
} from '@cofferdam/domain';
import { type SharedServices, sharedServices } from '@cofferdam/testing';
import { type Archive, openArchive } from './archive';
import { back, breach, digestOf, ONSET, orderOf } from './conditions';

const name = { zh: '名', en: 'Name' };
const desk = (tier: string) => ({ id: tier, name, tier, members: [{ user: tier }] });
const outlet = (id: string, kind: string, more: object = {}) => ({ id, name, kind, ...more });

/** Two works that drain to the park's plant, with desks from the unit to the park. */
const PARK: Park = ParkSchema.parse({
  ...{ id: 'demo', name, rules: [{ kind: 'limit', id: 'cod-instant', factors: ['w01018'] }] },
  enterprises: [
    {
      id: 'acme',
      name,
      units: [
        { id: 'north', name },
        { id: 'south', name },
      ],
    },
    { id: 'bolt', name },
  ],
  desks: [desk('unit'), desk('enterprise'), desk('park')],
  outlets: [
    outlet('north', 'workshop', { enterprise: 'acme', unit: 'north', flows: [{ to: 'main' }] }),
    outlet('south', 'workshop', { enterprise: 'acme', unit: 'south', flows: [{ to: 'main' }] }),
    outlet('main', 'enterprise-main', { enterprise: 'acme', flows: [{ to: 'plant' }] }),
    outlet('bolt', 'enterprise-main', { enterprise: 'bolt', flows: [{ to: 'plant' }] }),
    outlet('plant', 'park-plant-out'),
  ],
  suppressions: [
    {
      ...{ id: 'bolt-follows', reason: 'one sewer', author: 'eng', approver: 'chief' },
      ...{ cause: { outlet: 'north', rule: 'cod-instant' }, targets: [{ outlet: 'bolt', rule: 'cod-instant' }] },
    },
  ],
});

let services: SharedServices;
let archive: Archive;
let seq = 0;

beforeAll(async () => {
  services = await sharedServices();
});
afterAll(() => services.stop());
beforeEach(async () => {
  archive = await openArchive(await services.freshDatabase());
  archive.relay.start();
  await archive.register.importParks([PARK], 'test');
  seq = 0;
});
afterEach(async () => {
  await archive.relay.stop();
  await archive.records.onApplicationShutdown();
});

const apply = (...messages: Condition[]): Promise<number> =>
  archive.records.transaction(async (tx) => archive.merging.apply(tx, messages, await archive.records.now(tx)));
const at = (where: string, more: Partial<Condition> = {}): Condition => breach(where, (seq += 1), more);
const incidents = async (): Promise<Incident[]> => {
  const filter = { class: 'actual', drill: null, parks: '*', limit: 100 } as const;
  const { items } = await archive.records.snapshot((tx) => archive.incidents.list(tx, filter));
  return items.toSorted((a, b) => a.openedAt - b.openedAt);
};
const alarms = async (): Promise<Alarm[]> => {
  const filter = { class: 'actual', drill: null, parks: '*', limit: 100 } as const;
  return (await archive.records.snapshot((tx) => archive.alarms.list(tx, filter))).items;
};
const events = async (type: string): Promise<JournalEvent[]> => {
  const { count } = await archive.records.db
    .selectFrom('journal_in')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count > 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return events(type);
  }
  const all = await archive.journal.read({ after: 0, limit: 1000, parks: '*' });
  return all.filter((event) => event.type === type);
};

test('a breach opens an incident with its tier, deadlines and outbox row, and is told with it', async () => {
  await apply(at('north'));
  const [incident] = await incidents();
  expect(incident).toMatchObject({ state: 'OPEN', enterprise: 'acme', family: 'oxygen-demand', alarmCount: 1 });
  expect(incident?.number).toMatch(/^INC-\d{4}-01$/);
  expect(incident?.policy).toMatchObject({ version: 0, tiers: ['unit', 'enterprise', 'park'] });
  expect(incident?.tiers).toMatchObject([{ tier: 'unit' }]);
  const [alarm] = await alarms();
  expect(alarm?.incident).toBe(incident?.id);
  const [raised] = await events('alarm.raised');
  expect(raised?.data).toMatchObject({ incident: incident?.id });
  expect((await events('deadline.set')).map(({ data }) => (data as { kind: string }).kind).sort()).toEqual([
    ...['acknowledge', 'contain', 'remind'],
  ]);
  const owner = { kind: 'incident', id: incident?.id ?? '' } as const;
  const outbox = await archive.records.transaction((tx) => archive.outbox.of(tx, owner));
  expect(outbox.map(({ message }) => [message.kind, message.tier])).toEqual([
    ['duty', 'unit'],
    ['informed', 'enterprise'],
  ]);
});

test('the same words again change nothing', async () => {
  const said = at('north');
  await apply(said);
  await apply(said);
  expect(await incidents()).toHaveLength(1);
  expect(await events('incident.opened')).toHaveLength(1);
  expect(await events('incident.attached')).toHaveLength(0);
});

test('one works and family is one incident; another works is another', async () => {
  await apply(at('north'), at('south'), at('bolt', { key: { ...at('bolt').key, factor: 'w21003', rule: 'ammonia' } }));
  const all = await incidents();
  expect(all.map(({ enterprise, alarmCount }) => [enterprise, alarmCount]).sort()).toEqual([
    ['acme', 2],
    ['bolt', 1],
  ]);
  expect(all.find(({ enterprise }) => enterprise === 'acme')?.tiers.map(({ tier }) => tier)).toEqual([
    ...['unit', 'enterprise'],
  ]);
});

test('the cascade along the water is one incident, with its most upstream alarm as the cause', async () => {
  await apply(at('plant', { onset: ONSET + 60_000, severity: 'red', severityMax: 'red' }));
  await apply(at('north'));
  const [incident, more] = await incidents();
  expect(more).toBeUndefined();
  expect(incident).toMatchObject({ cause: { outlet: 'north' }, outlets: ['plant', 'north'] });
});

test('a closed incident of the same source is re-opened, a false one is not', async () => {
  await apply(at('north'));
  const [incident] = await incidents();
  const closed = { ...incident!, state: 'CLOSED' as const, closing: { by: 'x', at: ONSET, rootCause: null } };
  await archive.records.transaction((tx) =>
    archive.incidents.save(tx, [{ incident: closed, entries: [], messages: [] }], Date.now()),
  );
  await apply(back('north', (seq += 1)));
  await apply(at('north', { episode: 2, onset: ONSET + 10_000 }));
  const [again, more] = await incidents();
  expect(more).toBeUndefined();
  expect(again).toMatchObject({ id: incident?.id, state: 'OPEN', closing: null });
});

test('a silent monitor blinds the incident that it proved', async () => {
  await apply(at('north'));
  const silence = at('north', {
    ...{ ruleKind: 'silence', severity: 'blue', severityMax: 'blue', value: null, limit: null, ratio: null },
    key: { ...at('north').key, subject: { kind: 'monitor', id: 'MN1' }, factor: null, rule: 'silence' },
  });
  await apply(silence);
  const [incident, more] = await incidents();
  expect(more).toBeUndefined();
  expect(incident?.tiers.map(({ tier, trigger }) => [tier, trigger])).toEqual([
    ['unit', 'start'],
    ['enterprise', 'E8'],
  ]);
});

test('suppression by design: judged and journalled, but nobody’s incident while the cause is active', async () => {
  await apply(at('north'), at('bolt'));
  const bolt = (await alarms()).find((alarm) => alarm.outlet === 'bolt');
  expect(bolt).toMatchObject({ suppressed: { rule: 'bolt-follows', by: 'chief' }, incident: null });
  expect((await incidents()).map(({ enterprise }) => enterprise)).toEqual(['acme']);
  expect(await events('alarm.suppressed')).toHaveLength(1);
  await apply(back('north', (seq += 1)));
  const freed = (await alarms()).find((alarm) => alarm.outlet === 'bolt');
  expect(freed).toMatchObject({ suppressed: null, acknowledged: null });
  expect((await incidents()).map(({ enterprise }) => enterprise).sort()).toEqual(['acme', 'bolt']);
});

test('numbers count days in the park’s zone, and two at once never share one', async () => {
  const factors = ['w01018', 'w21003', 'w20116', 'w22001', 'w21016'];
  const said = factors.map((factor) => at('north', { key: { ...at('north').key, factor } }));
  await Promise.all(said.map((one) => apply(one)));
  const numbers = (await incidents()).map(({ number }) => number.slice(-2)).sort();
  expect(numbers).toEqual(['01', '02', '03', '04', '05']);
});

test('places that the register does not know, and orders of the log, are no matter of incidents', async () => {
  await apply(breach('nowhere', 1, { order: orderOf(1) }));
  expect(await alarms()).toHaveLength(1);
  expect(await incidents()).toHaveLength(0);
});

describe('two timelines at one place', () => {
  const DRILL = { class: 'exercise', drill: 'd1' } as const;
  const inDrill = (where: string): Condition => {
    const said = at(where);
    return { ...said, key: { ...said.key, ...DRILL } };
  };
  const ofDrill = async <T>(list: (scope: typeof DRILL & { parks: '*'; limit: number }) => Promise<{ items: T[] }>) =>
    (await list({ ...DRILL, parks: '*', limit: 10 })).items;
  /** Applies what is real while somebody holds every alarm of the drill. */
  const besideHeldDrill = (message: StateMessage): Promise<number> =>
    archive.records.transaction(async (tx) => {
      await tx.selectFrom('alarm').select('id').where('class', '=', 'exercise').forUpdate().execute();
      return archive.records.transaction((own) => archive.merging.apply(own, [message], ONSET));
    });

  it('do not wait for each other: a digest asks for its own alarms only', async () => {
    await apply(inDrill('main'));
    const digest = digestOf('main', (seq += 1), []);
    expect(await besideHeldDrill(digest)).toBe(0);
    expect(await ofDrill((scope) => archive.alarms.list(archive.records.db, scope))).toMatchObject([
      { outlet: 'main', phase: 'abnormal' },
    ]);
  });

  it('do not wait for each other where a rule of the park speaks of both', async () => {
    await apply(inDrill('north'), inDrill('bolt'));
    await besideHeldDrill(at('north'));
    expect((await alarms()).map(({ outlet, suppressed }) => [outlet, suppressed])).toEqual([['north', null]]);
    await apply(at('bolt'));
    expect((await alarms()).find(({ outlet }) => outlet === 'bolt')?.suppressed).toMatchObject({
      rule: 'bolt-follows',
    });
  });

  it('a real monitor that falls silent makes no drill blind', async () => {
    await apply(inDrill('north'));
    const silent = at('north', { ruleKind: 'silence' });
    const key = { ...silent.key, subject: { kind: 'monitor', id: 'M1' }, factor: null, rule: 'silent' } as const;
    const triggers = async () => {
      const found = await ofDrill((scope) => archive.incidents.list(archive.records.db, scope));
      return found.flatMap(({ tiers }) => tiers.map(({ trigger }) => trigger));
    };
    await apply(inDrill('south'), { ...silent, key });
    expect(await triggers()).toEqual(['start', 'E4']);
    await apply({ ...silent, key: { ...key, ...DRILL } });
    expect(await triggers()).toEqual(['start', 'E4', 'E8']);
  });
});
