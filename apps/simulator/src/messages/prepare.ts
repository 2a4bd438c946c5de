import { loadParks } from '@cofferdam/config';
import { readMessagesFile, writeMessagesFile } from './file';
import { choosePorts } from './ports';
import { portsIn, provide } from './provide';

/** Writes `messages.json` before anybody needs it: the demo's channels are set up from it, its providers played by it. */
async function prepare(env: NodeJS.ProcessEnv): Promise<void> {
  const local = env['COFFERDAM_LOCAL'] ?? '.local';
  const { parks } = loadParks(env['PARKS_DIR'] ?? 'parks');
  const members = parks.flatMap(({ desks }) => desks.flatMap((desk) => desk.members.map(({ user }) => user)));
  const before = readMessagesFile(local);
  const ports = await choosePorts(before === null ? {} : portsIn(before));
  writeMessagesFile(local, provide(ports, [...new Set(members)], before));
}

prepare(process.env).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
