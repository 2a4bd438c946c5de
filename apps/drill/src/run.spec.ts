import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { PlayedService } from './service.fixture';
import { run } from './run';

const root = join(__dirname, '../../..');
const scenario = join(root, 'scenarios/outlet-cod-contained.yaml');
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-drill-'));
const parks = join(root, 'parks');
afterAll(() => rmSync(folder, { recursive: true }));

class Text extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function drill(argv: string[], more: { env?: Record<string, string>; stop?: AbortSignal } = {}): Promise<Ran> {
  const [out, err] = [new Text(), new Text()];
  const { env = {}, stop = new AbortController().signal } = more;
  const code = await run(out, err, argv, { env, stop, every: 5 });
  return { code, out: out.text, err: err.text };
}

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('usage', () => {
  test.each([
    [[], 'check or run'],
    [['fly'], 'not fly'],
    [['check'], 'name one scenario'],
    [['check', 'a', 'b'], 'name one scenario'],
    [['run', scenario, '--speed', '0'], '--speed'],
    [['run', scenario, '--speed', 'fast'], '--speed'],
    [['run', scenario, '--api', 'ftp://x'], '--api'],
    [['run', scenario, '--colour', 'red'], '--colour'],
    [['run', scenario, '--asleep', 'nobody', '--api', 'http://x'], 'nobody'],
    [['run', scenario, '--junit', join(folder, 'none/x.xml')], 'cannot write'],
    [['run', join(folder, 'none.yaml')], 'is no file'],
  ])('%j is wrong', async (argv, said) => {
    const { code, err, out } = await drill(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });

  test('without log-ins there is no drill', async () => {
    const none = await drill(['run', scenario], { env: { COFFERDAM_LOCAL: folder } });
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('DRILL_TOKEN') as string });
    const half = await drill(['run', scenario], { env: { DRILL_TOKEN: 't', DRILL_APPROVER_TOKENS: 'one' } });
    expect(half).toMatchObject({ code: 2, err: expect.stringContaining('two approvers') as string });
  });
});

describe('check', () => {
  test('prints the plan of a scenario that is in order', async () => {
    const { code, out, err } = await drill(['check', scenario, '--parks', parks]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('+00:01:00  cod-breach: w01018 at linjiang-main');
    expect(out).toContain('+00:01:30    cod-breach: expects detect orange linjiang-main w01018 within 30 s');
    expect(out).toMatch(/ waiting {3}back-to-normal: .*30 s after an incident of linjiang is contained/);
    expect(out).toMatch(/\+00:10:00 {2}the drill ends\n/);
  });

  test('prints everything that is wrong, each with its place', async () => {
    const bad = readFileSync(scenario, 'utf8')
      .replace('wall: linjiang-pond', 'wall: linjiang-pnd')
      .replace('factor: w01018', 'factor: w01019')
      .replace('正常波动', '这不是演练');
    const name = file('bad.yaml', bad);
    const { code, out, err } = await drill(['check', name, '--parks', parks]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/bad\.yaml:\d+:\d+ \S+: ./);
    expect(err).toContain('unknown wall "linjiang-pnd"; known are linjiang-pond');
  });

  test('of what is no YAML, or of another park, says where', async () => {
    expect(await drill(['check', file('a.yaml', 'id: [\n'), '--parks', parks])).toMatchObject({ code: 1, out: '' });
    const lost = await drill(['check', file('b.yaml', 'park: atlantis\n'), '--parks', parks]);
    expect(lost.err).toMatch(/b\.yaml:1:1 park: unknown park "atlantis"; known are demo, upstream/);
    expect(await drill(['check', scenario, '--parks', join(folder, 'none')])).toMatchObject({ code: 2 });
  });
});

describe('run', () => {
  let service: PlayedService;
  let api: string;
  const env = { DRILL_TOKEN: 'dir', DRILL_APPROVER_TOKENS: 'one, two' };
  const play = (...more: string[]) => drill(['run', scenario, '--api', api, ...more], { env });

  beforeEach(async () => {
    service = new PlayedService();
    api = await service.listen();
  });
  afterEach(() => service.close());

  const BEGIN = [
    'dir POST /drills',
    'one POST /drills/spill-1/approve',
    'two POST /drills/spill-1/approve',
    'dir POST /drills/spill-1/arm',
    'dir POST /drills/spill-1/start',
  ];
  const END = ['dir POST /drills/spill-1/evaluate', 'dir POST /drills/spill-1/report'];

  test('plans, approves by two, arms, starts, waits, evaluates and reports', async () => {
    const clock = (at: number) => ({ startedAt: new Date(0).toISOString(), at: new Date(at * 1000).toISOString() });
    service.looks = [
      { state: 'running', clock: clock(0) },
      { state: 'running', clock: clock(200), injected: 1 },
      { state: 'ended', clock: clock(600), injected: 2, ended: { why: 'script', reason: null } },
    ];
    const [junit, report] = [join(folder, 'o.xml'), join(folder, 'o.json')];
    const { code, out, err } = await play('--junit', junit, '--report', report, '--speed', '120');
    expect(code).toBe(0);
    expect(service.acts).toEqual([...BEGIN, ...END]);
    const bodies = new Map(service.calls.map(({ what, body }) => [what, body]));
    expect(bodies.get('POST /drills')).toMatchObject({ speed: 120, scenario: { id: 'outlet-cod-contained' } });
    expect(bodies.get('POST /drills/spill-1/arm')).toEqual({ confirm: 'spill-1' });
    const keys = service.calls.filter(({ what }) => what.startsWith('POST')).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(err).toContain('drill 00:03:20 of 00:10:00  running  injects 1/2  open incidents 3');
    expect(readFileSync(junit, 'utf8')).toBe('<testsuites/>');
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({ report: true });
    expect(out.split('\n')).toEqual([
      'inject  expected     target  took  points  outcome',
      'breach  detect main  30 s    5 s   1.00    met',
      'breach  contain      600 s   -     0.00    missed',
      'passed: 87.5 of 100, 60 needed',
      '',
    ]);
  });

  test('fails with what fails the drill', async () => {
    const hardFails = [{ kind: 'leak', evidence: [{ event: 7, row: 'k', what: 'zhang over sms' }] }];
    service.score = { ...(service.score as object), passed: false, hardFails };
    const { code, out } = await play();
    expect(code).toBe(1);
    expect(out).toContain('hard fail: leak (zhang over sms)\nfailed: 87.5');
  });

  test('puts to sleep whom it is told to', async () => {
    await play('--asleep', 'enterprise-desk');
    const body = service.calls[0]?.body as { scenario: { participants: { user: string; robot: unknown[] }[] } };
    const awake = body.scenario.participants.filter(({ robot }) => robot.length > 0).map(({ user }) => user);
    expect(awake).toEqual(['unit-desk', 'park-desk']);
  });

  test('says once that a live alarm has stopped it, and waits', async () => {
    const paused = { state: 'paused', paused: { why: 'live-alarm', liveAlarm: { id: 'alarm-9', severity: 'red' } } };
    service.looks = [paused, paused, { state: 'ended', ended: { why: 'script' } }];
    const { code, err } = await play();
    expect(code).toBe(0);
    expect(err.match(/a real alarm, red, alarm-9/g)).toHaveLength(1);
  });

  test('one that somebody has aborted has not passed', async () => {
    service.looks = [{ state: 'ended', ended: { why: 'abort', reason: 'fire' } }];
    expect(await play()).toMatchObject({ code: 1, err: expect.stringContaining('it was aborted: fire') as string });
  });

  test('what the service finds wrong has its place in the file', async () => {
    const errors = [{ at: 'participants.0.user', detail: 'unknown user "unit-desk"' }];
    service.answers.set('POST /drills', { status: 422, body: { title: 'no', errors } });
    const { code, err } = await play();
    expect(code).toBe(2);
    expect(err).toMatch(/outlet-cod-contained\.yaml:\d+:\d+ participants\[0\]\.user: unknown user "unit-desk"\n/);
    expect(service.acts).toEqual(['dir POST /drills']);
  });

  test('what cannot be started is aborted', async () => {
    const body = { title: 'no', detail: 'a real alarm is open', reason: 'live-alarm' };
    service.answers.set('POST /drills/spill-1/start', { status: 409, body });
    const { code, err } = await play();
    expect(code).toBe(2);
    expect(err).toContain('409 live-alarm: a real alarm is open');
    expect(service.acts).toEqual([...BEGIN, 'dir POST /drills/spill-1/abort']);
  });

  test('a service that is away for a moment is asked again, under the same key', async () => {
    let times = 0;
    service.answers.set('POST /drills/spill-1/arm', () => ({ status: (times += 1) > 1 ? 200 : 503, body: {} }));
    expect(await play()).toMatchObject({ code: 0 });
    const keys = service.calls.filter(({ what }) => what.endsWith('/arm')).map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('stopping it aborts the drill before it leaves', async () => {
    service.looks = [{ state: 'running' }];
    const stop = new AbortController();
    service.answers.set('GET /incidents', () => {
      stop.abort();
      return { body: { total: 0 } };
    });
    const { code, err } = await drill(['run', scenario, '--api', api], { env, stop: stop.signal });
    expect(code).toBe(1);
    expect(service.acts).toEqual([...BEGIN, 'dir POST /drills/spill-1/abort']);
    expect(service.calls.at(-1)?.body).toEqual({ reason: expect.stringContaining('command line') as string });
    expect(err).toContain('drill spill-1 is aborted');
  });

  test('takes the log-ins of the demo: a director, and two who do not play', async () => {
    const operator = (username: string, role: string, park = 'demo') => ({
      username,
      role,
      token: username,
      parks: [park],
    });
    const operators = [
      ...[operator('park-desk', 'park'), operator('far', 'admin', 'west'), operator('root', 'admin')],
      ...[operator('director-desk', 'director'), operator('engineer-desk', 'engineer')],
    ];
    file('demo.json', JSON.stringify({ api, operators }));
    const { code } = await drill(['run', scenario], { env: { COFFERDAM_LOCAL: folder } });
    expect(code).toBe(0);
    expect(new Set(service.acts.map((act) => act.split(' ')[0]))).toEqual(
      new Set(['director-desk', 'engineer-desk', 'root']),
    );
    expect(existsSync(join(folder, 'demo.json'))).toBe(true);
  });
});
