import { run } from './run';

void run(process.stdin, process.stdout, process.stderr, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
  process.stdin.destroy();
});
