import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

export interface Given {
  readonly type: string;
  readonly text: string;
  /** Epoch ms. */
  readonly modified: number;
}

/** Whether an `If-None-Match` header names the tag (RFC 9110 13.1.2: weakly compared). */
export function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** A document with the ETag of its bytes: who has it already is told so in a few bytes. */
export function giveBytes(request: Request, response: Response, { type, text, modified }: Given): void {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Last-Modified', new Date(modified).toUTCString());
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', 'Accept-Encoding, Authorization, Cookie');
  if (isKnown(request.headers['if-none-match'], etag)) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Type', type);
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding']));
  const bytes = zipped ? gzipSync(text) : Buffer.from(text);
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', String(bytes.length));
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
