import type { IncidentView } from '@cofferdam/domain';
import { routes } from '@cofferdam/operations';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const BEGINNING = {
  'image/jpeg': 'ffd8ffe000104a464946000101',
  'image/png': '89504e470d0a1a0a0000000d49484452',
  'image/webp': '524946462400000057454250565038',
} as const;
const photo = (mediaType: keyof typeof BEGINNING, bytes: number) => {
  const image = Buffer.alloc(bytes, 7);
  image.write(BEGINNING[mediaType], 'hex');
  return { image, body: { mediaType, data: image.toString('base64') } };
};
const LARGEST = 1.5 * 1024 * 1024;

describe('photos', () => {
  test.each(['image/jpeg', 'image/png', 'image/webp'] as const)('%s comes back as it was sent', async (mediaType) => {
    const { id } = await station.openIncident();
    const { image, body } = photo(mediaType, mediaType === 'image/jpeg' ? LARGEST : 900);
    const reply = await station.post('ent', `/incidents/${id}/evidence`, { text: 'the valve', photo: body });
    expect(reply.status).toBe(200);
    const [evidence] = (reply.body['incident'] as IncidentView).evidence;
    expect(evidence).toMatchObject({ by: 'ent', text: 'the valve', photo: { mediaType, bytes: image.length } });
    const url = `${station.url}/api/v1/incidents/${id}/evidence/${evidence?.id}/photo`;
    const seen = await fetch(url, { headers: { authorization: `Bearer ${station.tokens.get('pan')}` } });
    expect([seen.headers.get('content-type'), seen.headers.get('x-content-type-options')]).toEqual([
      mediaType,
      'nosniff',
    ]);
    expect(Buffer.from(await seen.arrayBuffer()).equals(image)).toBe(true);
    expect((await station.call('wei', 'GET', url.slice(station.url.length))).status).toBe(404);
  });

  test('containment may carry one; a text has none', async () => {
    const { id } = await station.openIncident();
    await station.post('ent', `/incidents/${id}/start-measure`, { measure: 'close-valve', wall: 'valve' });
    const { generation } = (await station.get('ent', `/incidents/${id}`)).body as unknown as IncidentView;
    const body = { text: 'dry behind the valve', photo: photo('image/png', 500).body };
    const reply = await station.post('ent', `/incidents/${id}/contain`, body, { 'if-match': `"g${generation}"` });
    const contained = reply.body['incident'] as IncidentView;
    expect(contained).toMatchObject({ state: 'CONTAINED', evidence: [{ photo: { bytes: 500 } }] });
    const path = `/incidents/${id}/evidence/${contained.evidence[0]?.id}/photo`;
    expect((await station.get('ent', path)).status).toBe(200);
    expect((await station.get('ent', `/incidents/${id}/evidence/none/photo`)).status).toBe(404);
  });

  test.each([
    ['larger than a photo may be', photo('image/jpeg', LARGEST + 300).body, 413],
    ['larger than a body may be', photo('image/jpeg', 2 * LARGEST).body, 413],
    ['no image of its type', { ...photo('image/png', 900).body, mediaType: 'image/jpeg' }, 400],
    ['of another type', { mediaType: 'image/svg+xml', data: Buffer.from('<svg onload="x"/>').toString('base64') }, 400],
    ['not base64', { mediaType: 'image/png', data: '!'.repeat(40) }, 400],
  ])('%s: refused, and nothing is kept', async (_, body, status) => {
    const { id } = await station.openIncident();
    const reply = await station.post('ent', `/incidents/${id}/evidence`, { text: 't', photo: body });
    expect(reply.status).toBe(status);
    expect((await station.get('ent', `/incidents/${id}`)).body['evidence']).toEqual([]);
  });

  test('other calls take no larger body than before', async () => {
    const { id } = await station.openIncident();
    const reply = await station.post('ent', `/incidents/${id}/note`, { text: 'x'.repeat(200_000) });
    expect([reply.status, kind(reply)]).toEqual([413, 'too-large']);
  });
});

const bilingual = (word: string) => ({ zh: `${word}。`, en: word });
const WARNING = {
  ...{ headline: bilingual('a'), description: bilingual('b'), instruction: bilingual('c'), areas: [bilingual('d')] },
};
const BODIES: Record<string, object> = {
  'start-measure': { measure: 'close-valve', wall: 'valve' },
  evidence: { text: 't' },
  contain: { text: 't' },
  escalate: { reason: 'r' },
  'de-escalate': { to: 'unit', reason: 'r' },
  'hand-over': { to: 'eva' },
  note: { text: 't' },
  suspend: { reason: 'r' },
  'mark-false': { reason: 'r', evidence: 'e' },
  reopen: { reason: 'r' },
  merge: { into: 'other' },
  warning: WARNING,
  withdraw: { reason: 'r' },
  'event-level': { level: 'III' },
  reports: { kind: 'first', fields: { cause: 'c' }, recipients: [{ name: 'n', organisation: 'o', how: 'phone' }] },
};
const ofIncidents = routes.filter(({ path }) => path.startsWith('/api/v1/incidents/{id}'));

test('of another park nobody learns that it exists; who holds no duty does nothing; drills stay apart', async () => {
  const { id } = await station.openIncident();
  expect(ofIncidents.filter(({ write }) => write)).toHaveLength(19);
  for (const { method, path, write } of ofIncidents) {
    const body = write ? (BODIES[path.split('/').at(-1) ?? ''] ?? {}) : undefined;
    const call = (who: string) =>
      station.call(who, method, path.replace('{id}', id).replace('{evidence}', 'e'), body, { 'if-match': '"g1"' });
    expect([path, (await call('wei')).status]).toEqual([path, 404]);
    if (write) expect([path, (await call('aud')).status, (await call('eng')).status]).toEqual([path, 403, 403]);
  }
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  expect((await station.get('pan', `/incidents/${id}`)).body).toMatchObject({ generation: 1, version: 1 });
  const drill = await station.openIncident([{ class: 'exercise', drill: 'd1' }]);
  const ids = async (query: string) =>
    ((await station.get('pan', `/incidents${query}`)).body['items'] as IncidentView[]).map((one) => one.id);
  expect(await ids('')).not.toContain(drill.id);
  expect(await ids('?class=exercise&drill=d1')).toEqual([drill.id]);
  const merged = await station.post('ent', `/incidents/${id}/merge`, { into: drill.id }, { 'if-match': '"g1"' });
  expect([merged.status, merged.body['reason']]).toEqual([409, 'other-source']);
});
