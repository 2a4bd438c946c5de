import { Installation, manyParks, readingOf, type SharedServices, sharedServices, waitFor } from '@cofferdam/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { quantile, report, round } from './results';

const INCIDENTS = 1_000;
const PARKS = 10;
/** Every outlet an enterprise of its own, so that each breach is an incident. */
const parks = manyParks(PARKS, INCIDENTS / PARKS, INCIDENTS / PARKS);

let services: SharedServices;
let installation: Installation;
let client: MqttClient;

beforeAll(async () => {
  services = await sharedServices();
  installation = await Installation.make(services, { PARKS_DIR: parks.folder }, false);
  await installation.start('station');
  client = await connectAsync(services.urls.mqttUrl, { protocolVersion: 5 });
}, 90_000);
afterAll(async () => {
  await client?.endAsync(true);
  await installation?.stop();
  await services?.stop();
});

interface Answer {
  readonly effect?: string;
  readonly by?: string;
  readonly incident?: { readonly generation: number };
}
const counts = { once: 0, twice: 0, never: 0, told: 0, refused: 0 };

/** One pair of answers: whose act had the effect, and whether the other was told so. */
function count(both: readonly { status: number; body: Answer }[], who: readonly ({ username: string } | undefined)[]) {
  const done = both.filter(({ body }) => body.effect === 'acknowledged').length;
  counts[(['never', 'once', 'twice'] as const)[done] ?? 'twice'] += 1;
  const other = both.findIndex(({ body }) => body.effect === 'none');
  if (other !== -1 && both[other]?.body.by === who[1 - other]?.username) counts.told += 1;
  counts.refused += both.filter(({ status }) => status !== 200).length;
}

interface Listed {
  readonly items: readonly { readonly id: string; readonly generation: number }[];
  readonly next: string | null;
  readonly total: number;
}

/** mg/L; a different value each time, never graver. */
const breachAll = (cod: number): void => {
  for (const place of parks.places) client.publish(place.topic, readingOf(place, Date.now(), cod), { qos: 1 });
};

test('two operators acknowledge the same incident at once, while its values change', async () => {
  breachAll(90);
  const list = async (after = '') => (await installation.call<Listed>(`/incidents?open=true&limit=500${after}`)).body;
  await waitFor(async () => (await list()).total >= INCIDENTS, { what: 'all incidents', timeoutMs: 60_000 });
  const first500 = await list();
  const items = [...first500.items, ...(await list(`&after=${encodeURIComponent(first500.next ?? '')}`)).items];
  const [first, second] = ['enterprise', 'admin'].map((role) => {
    const login = installation.demo.operators.find((one) => one.role === role);
    if (login === undefined) throw new Error(`the demo has no ${role}`);
    return login;
  });
  const times: number[] = [];
  for (const [n, { id, generation }] of items.entries()) {
    if (n % 50 === 0) breachAll(80 + n / 50 / 2);
    const begin = performance.now();
    const both = await Promise.all([first, second].map((who) => acknowledge(id, generation, who?.token ?? '')));
    times.push(performance.now() - begin);
    count(both, [first, second]);
  }
  const asked = (what: string, measured: number, wanted: number) => ({
    ...{ what, measured, asked: String(wanted), holds: measured === wanted },
  });
  report('bench', 'acknowledge', [
    asked('pairs with one effect', counts.once, items.length),
    asked('pairs with two', counts.twice, 0),
    asked('pairs with none', counts.never, 0),
    asked('the other was told who', counts.told, items.length),
    asked('refused', counts.refused, 0),
    { what: 'both answered, p99, ms', measured: round(quantile(times, 0.99)) },
  ]);
  expect(counts).toMatchObject({ once: INCIDENTS, told: INCIDENTS, refused: 0 });
}, 180_000);

async function acknowledge(id: string, generation: number, token: string): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(`${installation.api}/api/v1/incidents/${id}/acknowledge`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': `"g${generation}"` },
      'idempotency-key': `ack-${process.hrtime.bigint()}`,
    },
    body: '{}',
  });
  return { status: answer.status, body: (await answer.json()) as Answer };
}
