import { LIVE } from '../../timeline/timeline';
import { COD, H, Log, MIN, S, SILENCE, T0, brief, limit } from './shard-log.fixture';

test("a park's day: pre-warning, breach, worse, back, again", () => {
  const log = new Log();
  log.register([{ ...COD, prewarn: 0.9, offDelay: 120, deadband: 0.1 }]);
  const day: [minute: number, value: number, said: string[]][] = [
    [0, 30, []],
    [1, 46, ['cod abnormal blue e1']],
    [2, 51, ['cod abnormal yellow e1']],
    [3, 130, ['cod abnormal orange e1']],
    [4, 255, ['cod abnormal red e1']],
    [5, 49, ['cod abnormal yellow e1']],
    [6, 44, ['cod abnormal blue e1']],
    [7, 30, ['cod clearing blue e1']],
    [8, 48, ['cod abnormal blue e1']],
    [9, 30, ['cod clearing blue e1']],
    [10, 30, []],
    [11, 30, ['cod normal blue e1']],
    [12, 60, ['cod abnormal yellow e2']],
  ];
  for (const [minute, value, said] of day) {
    expect([minute, ...brief(log.sample(T0 + minute * MIN, { w01018: value }))]).toEqual([minute, ...said]);
  }
  expect(log.said.at(-2)).toMatchObject({ onset: T0 + MIN, clearedAt: T0 + 9 * MIN, peak: 255, severityMax: 'red' });
  expect(log.said.at(-1)?.previous).toEqual([
    { episode: 1, onset: T0 + MIN, clearedAt: T0 + 9 * MIN, peak: 255, severityMax: 'red' },
  ]);
  expect(log.said.at(-1)).toMatchObject({
    key: { class: 'actual', drill: null, park: 'demo', subject: { kind: 'outlet', id: 'o1' }, factor: 'w01018' },
    unit: 'mg/L',
    limit: 50,
    ratio: 1.2,
    limitSource: 'permit',
    ruleVersion: 1,
    late: false,
  });
});

test('the on-delay ends by a tick on the very second', () => {
  const log = new Log();
  log.register([{ ...COD, onDelay: 60 }]);
  log.tick(T0);
  log.sample(T0, { w01018: 80 });
  expect(log.ticks(T0 + S, T0 + 59 * S)).toEqual([]);
  expect(brief(log.tick(T0 + 60 * S))).toEqual(['cod abnormal yellow e1']);
  expect(log.said[0]?.onset).toBe(T0);
});

test('a breach from an hour ago that arrives now still needs its on-delay', () => {
  const log = new Log();
  log.register([{ ...COD, onDelay: 60 }]);
  log.tick(T0 + H);
  log.sample(T0, { w01018: 80 });
  expect(log.tick(T0 + H + S)).toEqual([]);
  expect(log.sample(T0 + 30 * S, { w01018: 10 })).toEqual([]);
  expect(log.ticks(T0 + H + 2 * S, T0 + H + 90 * S)).toEqual([]);
});

test('flags: invalid freezes, over-range is a suspicion, no discharge is not due', () => {
  const log = new Log();
  log.register([COD]);
  expect(brief(log.sample(T0, { w01018: { flag: 'T' } }))).toEqual(['cod abnormal yellow e1']);
  expect(log.said[0]?.explain).toContain('above the measuring range');
  expect(log.sample(T0 + MIN, { w01018: { value: 1, flag: 'C' } })[0]).toMatchObject({
    quality: 'bad',
    phase: 'abnormal',
  });
  expect(log.sample(T0 + 2 * MIN, { w01018: 1, w00000: 0 })).toEqual([]);
  expect(brief(log.sample(T0 + 3 * MIN, { w01018: 1, w00000: 4 }))).toEqual(['cod normal yellow e1']);
});

test('repeated packets say nothing; a correction may raise and never clears', () => {
  const log = new Log();
  log.register([COD]);
  log.sample(T0, { w01018: 80 });
  expect(log.sample(T0, { w01018: 80 })).toEqual([]);
  expect(log.sample(T0, { w01018: 10 })).toEqual([]);
  expect(brief(log.sample(T0, { w01018: 300 }))).toEqual(['cod abnormal red e1']);
});

test('a breach in back-filled data is an episode of its own and leaves the running one alone', () => {
  const log = new Log();
  log.register([COD]);
  log.tick(T0 + H);
  log.sample(T0 + H, { w01018: 60 });
  for (const minute of [10, 11, 12]) expect(log.sample(T0 + minute * MIN, { w01018: 100 + minute })).toEqual([]);
  log.sample(T0 + 13 * MIN, { w01018: 20 });
  const [late, ...rest] = log.ticks(T0 + H + S, T0 + H + 61 * S);
  expect(rest).toEqual([]);
  expect(late).toMatchObject({
    late: true,
    episode: 2,
    phase: 'normal',
    onset: T0 + 10 * MIN,
    clearedAt: T0 + 13 * MIN,
    peak: 112,
    sampleAt: T0 + 12 * MIN,
  });
  expect(brief(log.sample(T0 + H + MIN, { w01018: 20 }))).toEqual(['cod normal yellow e1']);
});

test('a withdrawn rule ends its condition, and counts on when it comes back', () => {
  const log = new Log();
  log.register([COD]);
  log.sample(T0, { w01018: 80 });
  const [gone] = log.register([SILENCE], 2);
  expect(gone).toMatchObject({ phase: 'normal', episode: 1 });
  expect(gone?.explain).toContain('withdrawn');
  log.register([COD], 3);
  expect(log.sample(T0 + MIN, { w01018: 80 })[0]).toMatchObject({ episode: 2, ruleVersion: 3 });
  const [left] = log.register([COD], 4, LIVE, [{ id: 'M2', interval: 60 }]);
  expect(left).toMatchObject({ phase: 'normal', episode: 2 });
});

test('a new version of a limit judges from the next sample on', () => {
  const log = new Log();
  log.register([COD]);
  log.sample(T0, { w01018: 40 });
  const stricter = [{ ...limit('w01018', 30), from: '2026-01-01' }];
  expect(log.register([COD], 2, LIVE, undefined, stricter)).toEqual([]);
  expect(log.sample(T0 + MIN, { w01018: 40 })[0]).toMatchObject({ phase: 'abnormal', limit: 30, ruleVersion: 2 });
});

test('two monitors of one outlet never share a condition', () => {
  const log = new Log();
  const two = ['M1', 'M2'].map((id) => ({ id, interval: 60 }));
  log.register([COD], 1, LIVE, two);
  log.sample(T0, { w01018: 80 });
  log.sample(T0, { w01018: 80 }, { monitor: 'M2' });
  expect(log.said.map(({ key }) => key.subject)).toEqual([
    { kind: 'outlet', id: 'o1' },
    { kind: 'monitor', id: 'M2' },
  ]);
});

test('a drill borrows the live register, and its own clock keeps the shard’s away', () => {
  const log = new Log();
  const drill = { class: 'exercise', drill: 'd1' } as const;
  log.register([COD, SILENCE]);
  log.tick(T0 + 100 * H, true, drill);
  log.sample(T0 + 100 * H, { w01018: 80 }, { ...drill, receivedAt: T0 });
  expect(log.said).toMatchObject([{ key: { class: 'exercise', drill: 'd1' }, phase: 'abnormal' }]);
  log.ticks(T0, T0 + 400 * S);
  expect(log.said).toHaveLength(1);
  for (let i = 1; i <= 180; i++) log.tick(T0 + 100 * H + i * S, true, drill);
  expect(log.said.map(({ key }) => `${key.class} ${key.rule}`)).toEqual([
    'exercise cod',
    'exercise silent',
    'exercise cod',
  ]);
});

test('a drill never goes by the shard’s clock, not even while its own has not moved', () => {
  const log = new Log();
  const drill = { class: 'exercise', drill: 'd1' } as const;
  const DELAYED = { ...COD, onDelay: 120 };
  log.register([DELAYED]);
  log.register([DELAYED], 1, drill);
  log.sample(T0, { w01018: 80 }, { ...drill, receivedAt: T0 });
  log.sample(T0, { w01018: 80 });
  log.handOver();
  expect(log.ticks(T0, T0 + 300 * S).map(({ key }) => key.class)).toEqual(['actual']);
  expect(log.tick(T0 + 121 * S, true, drill).map(({ key }) => key.class)).toEqual(['exercise']);
});

test('a drill’s clock is said behind all that it made due, and again when its tick comes again', () => {
  const log = new Log();
  const drill = { class: 'exercise', drill: 'd1' } as const;
  log.register([{ ...COD, onDelay: 30 }], 1, drill);
  log.sample(T0, { w01018: 80 }, { ...drill, receivedAt: T0 });
  log.tick(T0, true, drill);
  log.all.length = 0;
  log.tick(T0 + 60 * S, true, drill);
  log.tick(T0 + 60 * S, true, drill);
  log.tick(T0 + 60 * S);
  expect(log.all.map(({ kind }) => kind)).toEqual(['condition', 'digest', 'clock', 'clock']);
  expect(log.all.at(-2)).toEqual({ kind: 'clock', ...drill, at: T0 + 60 * S, order: [`${T0}-3`, 2] });
  expect(log.all.at(-1)).toMatchObject({ at: T0 + 60 * S, order: [`${T0}-4`, 0] });
});

test('in a drill silence is found however long its steps are', () => {
  const log = new Log();
  const drill = { class: 'exercise', drill: 'd1' } as const;
  log.register([SILENCE], 1, drill);
  log.tick(T0, true, drill);
  log.sample(T0, { w01018: 10 }, { ...drill, receivedAt: T0 });
  expect(log.tick(T0 + 120 * S, true, drill)).toEqual([]);
  expect(brief(log.tick(T0 + 240 * S, true, drill))).toEqual(['silent abnormal yellow e1']);
});

test('a drill that has ended is forgotten without a word; the live timeline never ends', () => {
  const log = new Log();
  const drill = { class: 'exercise', drill: 'd1' } as const;
  log.register([COD]);
  log.register([COD], 1, drill);
  for (const timeline of [LIVE, drill]) log.sample(T0, { w01018: 80 }, timeline);
  log.handOver();
  log.write({ ...drill, kind: 'end', park: 'demo' }, { ...LIVE, kind: 'end', park: 'demo' });
  const dirty = log.judge.takeDirty();
  expect(Object.keys(dirty).sort()).toEqual([
    'clock:exercise@d1',
    'hours:exercise@d1:demo:M1',
    'monitor:exercise@d1:demo:M1',
    'park:exercise@d1:demo',
  ]);
  expect(Object.values(dirty)).toEqual([null, null, null, null]);
  expect(log.said.map(({ key }) => key.class)).toEqual(['actual', 'exercise']);
  log.register([COD], 1, drill);
  expect(log.sample(T0 + S, { w01018: 90 }, drill)).toMatchObject([{ episode: 1 }]);
  expect(log.sample(T0 + S, { w01018: 30 })).toMatchObject([{ key: { class: 'actual' }, phase: 'normal' }]);
});

test('once a minute an outlet says everything that is not normal', () => {
  const log = new Log();
  log.register([COD]);
  log.sample(T0, { w01018: 80, w21003: 1 });
  log.ticks(T0 + S, T0 + 120 * S);
  const digests = log.all.filter((one) => one.kind === 'digest');
  expect(digests).toHaveLength(2);
  expect(digests[0]).toMatchObject({ class: 'actual', drill: null, park: 'demo', outlet: 'o1' });
  expect(brief(digests[0]?.conditions ?? [])).toEqual(['cod abnormal yellow e1']);
});

test('orders count up within an entry', () => {
  const log = new Log();
  log.register([COD, { ...COD, id: 'nh3', factors: ['w21003'] }]);
  log.sample(T0, { w01018: 80, w21003: 80 });
  expect(log.said.map(({ order }) => order)).toEqual([
    [`${T0}-1`, 0],
    [`${T0}-1`, 1],
  ]);
});

test('unknown parks, monitors and wrong outlets are nobody’s business here', () => {
  const log = new Log();
  log.sample(T0, { w01018: 80 });
  log.register([COD]);
  log.sample(T0, { w01018: 80 }, { monitor: 'X' });
  log.sample(T0, { w01018: 80 }, { outlet: 'o2' });
  log.sample(T0, { w01018: 80 }, { park: 'elsewhere', class: 'exercise', drill: 'd' });
  expect(log.said).toEqual([]);
});
