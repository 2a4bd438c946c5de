import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import { type CapMessage, checkSchema, judge, readCap, readCertificate, verifyCap } from '@cofferdam/cap';
import { ConfigModule, SETTINGS, type Settings } from '@cofferdam/config';
import { type Incident, type JournalEvent, type Severity, viewIncident } from '@cofferdam/domain';
import { CapModule, CapWorker } from '@cofferdam/notification';
import { ProcessModule } from '@cofferdam/process';
import { Alarms, Incidents, RecordsModule, Users } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, PASSWORD, type Reply } from './operations-station';

let station: OperationsStation;
let processes: TestingModule[];
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-cap-'));
const capKeyDir = join(folder, 'keys');

/** A process that issues; it looks when the test says so. */
async function issuing(settings: Settings): Promise<TestingModule> {
  const imports = [ConfigModule, ProcessModule, RecordsModule, CapModule];
  const module = Test.createTestingModule({ imports }).overrideProvider(SETTINGS).useValue(settings);
  return (await module.compile()).init();
}

beforeAll(async () => {
  station = await OperationsStation.start();
  const settings = { ...station.app.get<Settings>(SETTINGS), capKeyDir, capSenderDomain: 'example.cn' };
  processes = [await issuing(settings), await issuing(settings)];
  await station.app.get(Users).create({ username: 'bea', role: 'basin', parks: ['east'], password: PASSWORD });
  await station.signIn('bea');
  await look();
}, 120_000);
afterAll(async () => {
  await Promise.all(processes.map((module) => module.close()));
  await station.stop();
  rmSync(folder, { recursive: true });
});

/** Both processes follow the journal to its end at once. */
async function look(): Promise<void> {
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  await Promise.all(processes.map((module) => module.get(CapWorker).look()));
  await processes[0]?.get(CapWorker).look();
}

interface Listed extends Pick<CapMessage, 'identifier' | 'msgType' | 'scope'> {
  readonly refused: readonly string[];
  readonly path: string;
}
const listed = async ({ id }: Pick<Incident, 'id'>, who = 'ada'): Promise<Listed[]> =>
  (await station.get(who, `/incidents/${id}/cap`)).body['items'] as Listed[];
const types = async (incident: Incident) => (await listed(incident)).map(({ msgType, scope }) => `${msgType} ${scope}`);
const feed = (who: string, query = '', headers = {}): Promise<Reply> =>
  station.call(who, 'GET', `/cap/live.atom${query}`, undefined, headers);
const textOf = ({ body }: Reply): string => String(body['text']);

/** The alert worker has seen graver values. */
async function worsen(id: string, severity: Severity): Promise<void> {
  await station.amend(id, { severity });
  await station.records.transaction(async (tx) => {
    const [incident] = await station.app.get(Incidents).lock(tx, [id]);
    if (incident === undefined) throw new Error('no incident');
    const { class: kind, drill, park } = incident;
    const subject = { kind: 'incident', id };
    const about = { at: Date.now(), class: kind, drill, park, subject, actor: 'system' };
    await station.journal.write(tx, [{ ...about, type: 'incident.attached', data: viewIncident(incident) }]);
  });
}

const fenced = async (who: string, { id }: Incident, verb: string, body: object): Promise<Reply> => {
  const { generation } = (await station.get('ada', `/incidents/${id}`)).body;
  return station.post(who, `/incidents/${id}/${verb}`, body, { 'if-match': `"g${String(generation)}"` });
};
const approvalOf = ({ body }: Reply): string => (body['approval'] as { id: string }).id;

/** Fetches messages as a dispatcher of the park; each is signed, valid, and for nobody else. */
async function readAll(messages: readonly Listed[]): Promise<CapMessage[]> {
  const pem = textOf(await station.call('pan', 'GET', '/cap/actual/certificate.pem'));
  const read: CapMessage[] = [];
  for (const { path } of messages) {
    const reply = await station.call('pan', 'GET', path);
    expect(reply.headers.get('content-type')).toBe('application/cap+xml');
    const xml = textOf(reply);
    expect(judge(xml)).toEqual([]);
    expect(await checkSchema(xml)).toMatchObject({ valid: true });
    expect(verifyCap(xml, readCertificate(pem))).toMatchObject({ verdict: 'valid', trust: 'pinned' });
    const reading = readCap(xml);
    if (reading.ok) read.push(reading.message);
    expect((await station.call('wei', 'GET', path)).status).toBe(404);
    expect((await station.call(null, 'GET', path)).status).toBe(401);
  }
  return read;
}

test('the keys are made once, for their owner alone, one a class; their certificates are shown', async () => {
  expect(readdirSync(capKeyDir).sort()).toEqual(['actual.pem', 'exercise.pem', 'test.pem']);
  const modes = ['', ...readdirSync(capKeyDir)].map((name) =>
    (statSync(join(capKeyDir, name)).mode & 0o777).toString(8),
  );
  expect(modes).toEqual(['700', '600', '600', '600']);
  const pems = await Promise.all(
    ['actual', 'exercise', 'test'].map((kind) => station.call('wei', 'GET', `/cap/${kind}/certificate.pem`)),
  );
  expect(new Set(pems.map(textOf)).size).toBe(3);
  expect(pems.map((pem) => readCertificate(textOf(pem))?.subject)).toEqual([
    'CN=cofferdam@cap.example.cn',
    'CN=cofferdam-exercise@cap.example.cn',
    'CN=cofferdam-test@cap.example.cn',
  ]);
});

test('opened is an Alert, graver an Update, judged false a Cancel: signed, schema-valid, in the feed of those who see the park', async () => {
  const incident = await station.openIncident([{ severity: 'orange' }]);
  await look();
  await worsen(incident.id, 'red');
  await look();
  // Not graver: it waits for its minute, and what waits is not lost but overtaken here.
  await station.post('pan', `/incidents/${incident.id}/escalate`, { to: 'basin', reason: 'help' });
  await look();
  expect(await types(incident)).toEqual(['Alert Restricted', 'Update Restricted']);
  const asked = await fenced('bas', incident, 'mark-false', { reason: 'calibration', evidence: 'log' });
  expect((await station.post('bea', `/approvals/${approvalOf(asked)}/confirm`)).status).toBe(200);
  await look();
  const messages = await listed(incident, 'pan');
  expect(messages.map(({ msgType }) => msgType)).toEqual(['Alert', 'Update', 'Cancel']);

  const read = await readAll(messages);
  expect(read.map(({ references }) => references.map(({ identifier }) => identifier))).toEqual([
    [],
    [read[0]?.identifier],
    [read[0]?.identifier, read[1]?.identifier],
  ]);
  expect(read.map(({ infos }) => infos[0]?.severity)).toEqual(['Severe', 'Extreme', 'Unknown']);
  const [alert, update, cancel] = read as [CapMessage, CapMessage, CapMessage];
  expect(cancel.note).toMatch(/reason=false-alarm; approver=bea/);
  expect(alert.infos.map(({ headline }) => headline?.slice(0, 4))).toEqual(['橙色预警', 'Oran']);

  const entries = textOf(await feed('pan')).match(/<id>urn:cofferdam:[^<]+/g);
  expect(entries).toEqual([`<id>urn:cofferdam:${cancel.identifier}`]);
  expect(textOf(await feed('wei'))).not.toContain('<entry>');
  const { body } = await station.get('ada', '/journal?limit=1000');
  const told = (body['items'] as JournalEvent[]).filter(({ type }) => type === 'cap.issued');
  expect(told.at(-1)?.data).toEqual({
    ...{ identifier: cancel.identifier, msgType: 'Cancel', scope: 'Restricted', incident: incident.id },
    references: [alert.identifier, update.identifier],
  });
});

test('a feed is not sent again to who has it; readers come by Basic; of a park out of scope it shows nothing', async () => {
  const first = await feed('pan', '?park=east', { 'accept-encoding': 'identity' });
  expect(first.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const etag = first.headers.get('etag') ?? '';
  const again = await feed('pan', '?park=east', { 'if-none-match': `"other", ${etag}` });
  expect([again.status, textOf(again)]).toEqual([304, '']);
  const basic = `Basic ${Buffer.from(`pan:${PASSWORD}`).toString('base64')}`;
  const byBasic = await station.call(null, 'GET', '/cap/live.atom?park=east', undefined, { authorization: basic });
  expect(byBasic.headers.get('etag')).toBe(etag);
  expect(textOf(await feed('wei', '?park=east'))).not.toContain('<entry>');
  expect(textOf(await station.call('pan', 'GET', '/cap/exercise.atom'))).not.toContain('<entry>');
  await station.openIncident();
  await look();
  expect((await feed('pan', '?park=east', { 'if-none-match': etag })).status).toBe(200);
});

test('a public warning is a draft until a second person of the basin’s desk releases it, and two take it back', async () => {
  const incident = await station.openIncident([{ severity: 'red' }]);
  await look();
  const { body: begin } = await station.get('bas', `/incidents/${incident.id}/warning/draft`);
  const draft = begin['draft'] as object;
  const path = `/incidents/${incident.id}/warning`;
  expect((await station.post('pan', path, draft)).status).toBe(403);
  expect((await station.post('ada', path, draft)).status).toBe(403);
  expect((await station.get('pan', `${path}/draft`)).status).toBe(403);
  const wrong = { ...draft, headline: { zh: 'same', en: 'same' } };
  expect((await station.post('bas', path, wrong)).body).toMatchObject({ reason: 'cap-rules' });

  const asked = await station.post('bas', path, draft);
  expect(asked.body).toMatchObject({ approval: { needs: { roles: ['basin'] } } });
  await look();
  expect(await types(incident)).toEqual(['Alert Restricted']);
  expect(textOf(await feed('wei'))).not.toContain('<entry>');
  const { body: shown } = await station.get('bea', `${path}/draft`);
  expect(shown).toMatchObject({ inForce: null, drafts: [{ author: 'bas', approval: { state: 'PENDING' } }] });
  const confirm = `/approvals/${approvalOf(asked)}/confirm`;
  expect((await station.post('bas', confirm)).body).toMatchObject({ reason: 'same-person' });
  // The incident goes on meanwhile: what two persons have read is still what they have read.
  await station.post('pan', `/incidents/${incident.id}/acknowledge`);
  expect((await station.post('bea', confirm)).status).toBe(200);
  await look();
  expect(await types(incident)).toEqual(['Alert Restricted', 'Update Public']);
  expect(textOf(await feed('wei'))).toMatch(/<entry>/);
  const open = (await listed(incident))[1];
  const xml = textOf(await station.call('wei', 'GET', open?.path ?? ''));
  expect(xml).toContain('<scope>Public</scope>');
  expect(xml).not.toMatch(/63\.2|COFFERDAM:value/);

  const back = await station.post('bea', `${path}/withdraw`, { reason: 'the river is clean' });
  expect((await station.post('bas', `/approvals/${approvalOf(back)}/confirm`)).status).toBe(200);
  await look();
  expect((await types(incident)).slice(2)).toEqual(['Cancel Public', 'Alert Restricted']);
  expect((await station.post('bea', `${path}/withdraw`, { reason: 'again' })).status).toBe(409);
});

test('an exercise has a feed, a sender and a key of its own, and its end cancels what was said in it', async () => {
  const incident = await station.openIncident([{ class: 'exercise', drill: 'd1', severity: 'red' }]);
  await look();
  const live = textOf(await feed('pan'));
  const exercises = async () => textOf(await station.call('pan', 'GET', '/cap/exercise.atom?lang=en'));
  expect(await exercises()).toContain('<title>[EXERCISE] Red warning');
  expect(live).not.toMatch(/EX\.COFFERDAM|演练/);
  await station.tell(1, { type: 'drill.ended', class: 'exercise', drill: 'd1' });
  await look();
  expect(await types(incident)).toEqual(['Alert Restricted', 'Cancel Restricted']);
  const [, cancel] = await listed(incident);
  const pem = textOf(await station.call('pan', 'GET', '/cap/exercise/certificate.pem'));
  const xml = textOf(await station.call('pan', 'GET', cancel?.path ?? ''));
  expect(verifyCap(xml, readCertificate(pem)).verdict).toBe('valid');
  expect(xml).toContain('[END OF EXERCISE]');
  expect(textOf(await feed('pan'))).toBe(live);
});

test('two processes never say the same thing twice', async () => {
  const incidents: Incident[] = [];
  for (let n = 0; n < 8; n += 1) incidents.push(await station.openIncident());
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  const workers = [...processes, ...processes, ...processes].map((module) => module.get(CapWorker));
  await Promise.all(workers.map((worker) => worker.look()));
  await look();
  const all = await Promise.all(incidents.map((incident) => listed(incident)));
  expect(all.map((messages) => messages.map(({ msgType }) => msgType))).toEqual(incidents.map(() => ['Alert']));
  expect(new Set(all.flat().map(({ identifier }) => identifier)).size).toBe(incidents.length);
});

test('what breaks a rule is kept, told as an alarm, and never leaves', async () => {
  const { id, ...incident } = await station.openIncident();
  await station.amend(id, { number: 'INC-演练' });
  await worsen(id, 'red');
  await look();
  const messages = await listed({ id });
  expect(messages.map(({ refused, path }) => [refused, path])).toEqual([[['E_EXERCISE_WORD_IN_ACTUAL'], null]]);
  const key = { subject: { kind: 'system', id: 'cap' }, rule: 'cap-refused' };
  const { items } = await station.records.snapshot((tx) =>
    station.app.get(Alarms).list(tx, { class: 'actual', drill: null, parks: '*', park: 'system', limit: 10 }),
  );
  expect(items).toMatchObject([{ ...key, severity: 'orange', phase: 'abnormal' }]);
  expect(textOf(await feed('ada'))).not.toContain(incident.number);
});
