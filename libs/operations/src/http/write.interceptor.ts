import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Idempotency, JournalRelay, type Tx } from '@cofferdam/records';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { Answer } from './answer';
import { hashRequest, type OperatorRequest } from './operator-request';
import { Problem } from './problem';
import { routeOf } from './route';

const MAX_KEY = 64;

/** A request whose handler works within the transaction that also keeps its answer. */
export interface WritingRequest extends OperatorRequest {
  tx?: Tx;
}

/**
 * Does every write once: the answer is kept under (user, Idempotency-Key) in the transaction of its effects, and given
 * again before anything else is looked at.
 */
@Injectable()
export class WriteInterceptor implements NestInterceptor {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly relay: JournalRelay,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (routeOf(context.getHandler())?.write !== true) return next.handle();
    return from(this.write(context, next));
  }

  private async write(context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const request = context.switchToHttp().getRequest<WritingRequest>();
    const username = request.caller?.user.username;
    if (username === undefined) throw new Problem('unauthenticated');
    const key = keyOf(request);
    const result = await this.idempotency.run(username, key, await hashRequest(request, key), async (tx) => {
      request.tx = tx;
      return lastValueFrom(next.handle() as Observable<Answer>).catch(refusal);
    });
    if (result === 'conflict') throw new Problem('key-reused');
    this.relay.poke();
    return give(context.switchToHttp().getResponse<Response>(), result.answer);
  }
}

function keyOf(request: OperatorRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > MAX_KEY) throw new Problem('idempotency-key');
  return key;
}

/** A refusal is an answer, and kept like one; a failure of ours is not, so that it can be tried again. */
function refusal(error: unknown): Answer {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
  const headers = { ...error.headers, 'Content-Type': 'application/problem+json; charset=utf-8' };
  return { status: error.status, headers, body: error.body };
}

function give(response: Response, { status, headers, body }: Answer): unknown {
  response.status(status);
  for (const [name, text] of Object.entries(headers)) response.setHeader(name, text);
  return body;
}
