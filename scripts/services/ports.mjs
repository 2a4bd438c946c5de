import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** Listens for a moment: the port that was got, or null where it is taken. */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: HOST }, () => {
      const got = server.address().port;
      server.close(() => resolve(got));
    });
  });
}

/** A port that nobody listens on. It may be taken a moment later: whoever uses it tries again with another. */
export const freePort = () => tryPort(0);

/** The first of these ports that is free, or else any free one. */
export async function choosePort(wished) {
  for (const port of wished) {
    if (port && (await tryPort(port))) return port;
  }
  return freePort();
}
