import { readMessagesFile } from './file';
import { play } from './play';

/** Plays the demo's providers of messages until told to stop. */
async function main(local: string): Promise<void> {
  const file = readMessagesFile(local);
  if (file === null) throw new Error(`${local} has no messages.json`);
  await play(file);
  process.stdout.write(`messages are shown at ${file.page}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
main(process.env['COFFERDAM_LOCAL'] ?? '.local').catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
