// Publishes many readings as fast as the broker takes them, over a few connections, QoS 1. A process of its own, so that
// it costs the same whoever listens. Arguments: URL, folder with `places.json`, messages, connections.
import { readFileSync } from 'node:fs';
import { connectAsync } from 'mqtt';

const [url, placesFile, total, connections] = process.argv.slice(2);
const places = JSON.parse(readFileSync(placesFile, 'utf8'));
const WINDOW = 200;

const clients = await Promise.all(
  Array.from({ length: Number(connections) }, () => connectAsync(url, { protocolVersion: 5, clean: true })),
);
process.stdout.write('connected\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
const begin = Date.now();

/** Each connection serves places of its own, so that a monitor's readings stay in order. */
async function publish(client, mine, count) {
  const underway = new Set();
  for (let i = 0; i < count; i++) {
    const place = mine[i % mine.length];
    const at = new Date(begin + Math.floor(i / mine.length)).toISOString();
    // The last reading of each park's first outlet is a breach: when its alarm is there, the park is judged.
    const last = i >= count - mine.length && place.outlet === 'o0';
    const values = { w01018: last ? 90 : 41.5, w21003: 3.1, w01001: 7.2, w00000: 12.5 };
    const sent = client.publishAsync(place.topic, JSON.stringify({ monitor: place.monitor, at, values }), { qos: 1 });
    underway.add(sent);
    void sent.then(() => underway.delete(sent));
    if (underway.size >= WINDOW) await Promise.race(underway);
  }
  await Promise.all(underway);
}

await Promise.all(
  clients.map((client, c) => {
    const mine = places.filter((_, i) => i % clients.length === c);
    return publish(client, mine, Math.floor(Number(total) / clients.length));
  }),
);
process.stdout.write(`${JSON.stringify({ begin, end: Date.now() })}\n`);
await Promise.all(clients.map((client) => client.endAsync()));
process.exit(0);
