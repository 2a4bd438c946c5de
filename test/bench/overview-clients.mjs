// Screens that ask for the overview again and again, in a process of their own. Arguments: API, token, clients, pause
// between an answer and the next question (ms). Standard input: `report` prints the answers since the last report as
// `[{ at, took, asOf, open, rows, sum }]`; `at` is when the answer had come, epoch ms, `sum` what its rows add up to.
import { Agent, get } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const [api, token, clients, everyMs] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
let answers = [];

function ask() {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    get(`${api}/api/v1/overview`, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`status ${response.statusCode}`));
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const [took, at] = [performance.now() - begin, Date.now()];
        const { rows, totals, asOf } = JSON.parse(Buffer.concat(chunks).toString());
        const sum = rows.reduce((all, { count }) => all + count, 0);
        answers.push({ at, took, asOf, open: totals.open, rows: rows.length, sum });
        resolve();
      });
    }).on('error', reject);
  });
}

async function watch(n) {
  await pause((n * Number(everyMs)) / Number(clients)); // screens do not ask in step
  for (;;) {
    await ask();
    await pause(Number(everyMs));
  }
}

await ask();
process.stdout.write('open\n');
answers = [];
for (let n = 0; n < Number(clients); n++) {
  watch(n).catch((error) => {
    console.error(error);
    process.exit(1);
  });
}
createInterface({ input: process.stdin })
  .on('line', () => {
    process.stdout.write(`${JSON.stringify(answers)}\n`);
    answers = [];
  })
  .on('close', () => process.exit(0));
