import { createHash, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { User } from '@cofferdam/domain';
import type { Request } from 'express';

/** Who calls, and how they proved it. */
export interface Caller {
  readonly user: User;
  readonly by: 'bearer' | 'cookie' | 'basic';
  /** The session's; null for Basic. */
  readonly session: { readonly token: string; readonly expiresAt: number } | null;
}

/** A request as our guard and body reader leave it. */
export interface OperatorRequest extends Request {
  caller?: Caller;
  /** The body's bytes, from which the idempotency hash is made. */
  rawBody?: Buffer;
}

const HASH_BYTES = 32;
const slowly = promisify(scrypt) as (text: Buffer, salt: string, bytes: number) => Promise<Buffer>;

/**
 * One hash for what is asked: the same key with another hash is another request. It is kept, so a body with a password
 * or a channel's settings in it is hashed as slowly as passwords are.
 * @param key the Idempotency-Key
 */
export async function hashRequest(request: OperatorRequest, key: string): Promise<string> {
  const { method, originalUrl, rawBody = Buffer.alloc(0) } = request;
  const body: unknown = request.body;
  const hash = createHash('sha256').update(`${method} ${originalUrl}\n`);
  const secret = typeof body === 'object' && body !== null && ('password' in body || 'settings' in body);
  const salt = `${request.caller?.user.username ?? ''} ${key}`;
  return hash.update(secret ? await slowly(rawBody, salt, HASH_BYTES) : rawBody).digest('hex');
}
