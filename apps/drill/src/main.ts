import { run } from './run';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

void run(process.stdout, process.stderr, process.argv.slice(2), { env: process.env, stop: stop.signal }).then(
  (code) => {
    process.exitCode = code;
  },
);
