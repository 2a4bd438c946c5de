import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { PLAYED } from './source';
import type { Ports } from './provide';

/** A port for each, the wished one where nobody listens on it. All are held until all are found, so none comes twice. */
export async function choosePorts(wished: Partial<Ports>): Promise<Ports> {
  const held = await Promise.all(
    (['page', ...PLAYED] as const).map(
      async (name) => [name, (await hold(wished[name] ?? 0)) ?? (await hold(0))] as const,
    ),
  );
  const ports = held.map(([name, server]) => [name, (server?.address() as AddressInfo).port]);
  await Promise.all(held.map(([, server]) => new Promise((resolve) => server?.close(resolve))));
  return Object.fromEntries(ports) as Ports;
}

type Held = ReturnType<typeof createServer>;

const hold = (port: number): Promise<Held | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
