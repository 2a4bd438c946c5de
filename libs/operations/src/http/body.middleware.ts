import type { NextFunction, Response } from 'express';
import type { OperatorRequest } from './operator-request';
import { Problem } from './problem';

/** A group acknowledge of 500 alarms takes about 40 KiB. */
export const MAX_BODY_BYTES = 128 * 1024;

/** Reads a JSON body of bounded size and keeps its bytes. */
export function readBody(request: OperatorRequest, _: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  collect(request)
    .then((bytes) => {
      request.rawBody = bytes;
      request.body = parse(request, bytes);
      next();
    }, next)
    .catch(next);
}

async function collect(request: OperatorRequest): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
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
const tooLarge = (): Problem =>
  new Problem('too-large', `at most ${MAX_BODY_BYTES} bytes`, {}, { Connection: 'close' });
