import { createHash } from 'node:crypto';
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

/** One hash for what is asked: the same key with another hash is another request. */
export function hashRequest(request: OperatorRequest): string {
  return createHash('sha256')
    .update(`${request.method} ${request.path}\n`)
    .update(request.rawBody ?? '')
    .digest('hex');
}
