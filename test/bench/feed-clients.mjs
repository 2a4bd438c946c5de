// Many open feeds in a process of their own, each as cheap as can be: it notes the newest `id:` and the delay since the
// reading behind an event was sent. Arguments: API, token, clients, how many of them stop reading, cursor.
// Standard input: `report` prints `{ seqs, delays, ended }` and forgets the delays.
import { get } from 'node:http';
import { createInterface } from 'node:readline';

const [api, token, clients, stopped, after] = process.argv.slice(2);
const seqs = new Array(Number(clients)).fill(0);
const ended = new Set();
let delays = [];
const ID = Buffer.from('id: ');

function newestId(chunk) {
  const from = chunk.lastIndexOf(ID);
  return from === -1 ? 0 : Number.parseInt(chunk.toString('latin1', from + 4, from + 24), 10) || 0;
}

function open(n) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    get(`${api}/api/v1/feed?after=${after}`, { agent: false, headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`status ${response.statusCode}`));
      response.on('data', (chunk) => {
        seqs[n] = Math.max(seqs[n], newestId(chunk));
        const now = Date.now();
        if (chunk.length < 20_000)
          for (const [, at] of chunk.toString('latin1').matchAll(/"sampleAt":"([^"]+)"/g))
            delays.push(now - Date.parse(at));
      });
      response.on('close', () => ended.add(n));
      response.on('error', () => ended.add(n));
      if (n < Number(stopped)) response.pause();
      resolve();
    }).on('error', reject);
  });
}

for (let n = 0; n < Number(clients); n += 50)
  await Promise.all(Array.from({ length: Math.min(50, Number(clients) - n) }, (_, i) => open(n + i)));
process.stdout.write('open\n');
createInterface({ input: process.stdin })
  .on('line', () => {
    process.stdout.write(`${JSON.stringify({ seqs, delays, ended: [...ended] })}\n`);
    delays = [];
  })
  .on('close', () => process.exit(0));
