import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';

const TIMEOUT_MS = 3_000;

/**
 * Says some bytes to a server and judges what comes back. `judge` gets all bytes so far and answers true, false, or
 * undefined for "not enough yet". A refused connection, an early end or silence is false.
 */
export function ask({ host, port, tls }, bytes, judge) {
  return new Promise((resolve) => {
    const options = { host, port: Number(port), servername: host };
    const socket = tls ? connectTls(options) : connectPlain(options);
    let heard = Buffer.alloc(0);
    const finish = (verdict) => {
      socket.destroy();
      resolve(verdict);
    };
    socket.setTimeout(TIMEOUT_MS, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
    socket.once(tls ? 'secureConnect' : 'connect', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      const verdict = judge(heard);
      if (verdict !== undefined) finish(verdict);
    });
  });
}

/** Host, port and encryption of a service's URL. */
export const addressOf = (url, usualPort) => ({
  host: url.hostname.replace(/^\[|\]$/g, ''),
  port: Number(url.port || usualPort),
  tls: ['rediss:', 'mqtts:', 'https:'].includes(url.protocol),
});

/** User and password of a URL, decoded. */
export const loginOf = (url) => ({
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
});
