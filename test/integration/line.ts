import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line between a client and a service that can be frozen, as if one end was a paused process, or cut. */
export interface Line {
  /** The service's URL by way of the line. */
  readonly url: string;
  freeze(): void;
  thaw(): void;
  cut(): void;
  close(): void;
}

/** Opens a line to the service of a URL. */
export async function openLine(service: string): Promise<Line> {
  const target = new URL(service);
  const pairs = new Set<[Socket, Socket]>();
  let frozen = false;
  const join = ([inner, outer]: [Socket, Socket]) => {
    inner.pipe(outer);
    outer.pipe(inner);
  };
  const server = createServer((inner) => {
    const pair: [Socket, Socket] = [inner, connect(Number(target.port), target.hostname)];
    pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        for (const end of pair) end.destroy();
      });
    }
    if (!frozen) join(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(service);
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => pairs.forEach((pair) => pair.forEach((socket) => socket.destroy()));
  return {
    url: url.href,
    freeze: () => {
      frozen = true;
      for (const pair of pairs) for (const socket of pair) socket.unpipe().pause();
    },
    thaw: () => {
      frozen = false;
      for (const pair of pairs) join(pair);
    },
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}
