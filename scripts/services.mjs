import { resolve } from 'node:path';
import { writeSecrets } from './services/docker.mjs';
import { down, status, up } from './services/permanent.mjs';
import { ROOT } from './services/state.mjs';
import { temporary } from './services/temporary.mjs';

const USAGE = `usage: services up | down | status
       services temporary [--only redis,mosquitto,…]   throw-away copies for tests; see libs/testing
       services secrets [FOLDER]                       the secret files of docker-compose.yml`;

const say = (line) => console.log(line);

const commands = {
  up: () => up(say),
  down: () => down(say),
  async status() {
    const rows = await status();
    for (const { title, up: runs, line } of rows) say(`${title.padEnd(11)} ${runs ? 'up  ' : 'down'} ${line}`);
    if (rows.some((row) => !row.up)) process.exitCode = 1;
  },
  async temporary(option, names) {
    await temporary(option === '--only' ? names?.split(',') : undefined);
  },
  secrets: (folder) => writeSecrets(resolve(ROOT, folder ?? 'secrets')),
};

const [name, ...args] = process.argv.slice(2);
try {
  if (!Object.hasOwn(commands, name ?? '')) throw new Error(USAGE);
  await commands[name](...args);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
