import type { NextFunction, Response } from 'express';
import { routes } from '../routes';
import type { OperatorRequest } from './operator-request';
import { Problem } from './problem';

/** A group acknowledge of 500 alarms takes about 40 KiB. */
export const MAX_BODY_BYTES = 128 * 1024;

/** Paths that take more, and how much. */
const LARGER = routes.flatMap(({ path, bodyBytes }) =>
  bodyBytes === undefined ? [] : [{ path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`), bodyBytes }],
);

/** @param url as it was asked for: a middleware's own path is relative */
const mostOf = (url: string): number =>
  LARGER.find(({ path }) => path.test(url.replace(/\?.*$/, '')))?.bodyBytes ?? MAX_BODY_BYTES;

/** Reads a JSON body of bounded size and keeps its bytes. */
export function readBody(request: OperatorRequest, _: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  collect(request, mostOf(request.originalUrl))
    .then((bytes) => {
      request.rawBody = bytes;
      request.body = parse(request, bytes);
      next();
    }, next)
    .catch(next);
}

async function collect(request: OperatorRequest, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(request: OperatorRequest, bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) throw new Problem('not-json', `Content-Type is "${type}"`);
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw new Problem('bad-request', 'the body is not valid JSON');
  }
}

/** The rest of the body stays unread, so the connection cannot be used again. */
const tooLarge = (most: number): Problem =>
  new Problem('too-large', `at most ${most} bytes`, {}, { Connection: 'close' });
