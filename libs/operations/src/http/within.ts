import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Tx } from '@cofferdam/records';
import type { WritingRequest } from './write.interceptor';

/** The transaction in which a write happens and its answer is kept. */
export const Within = createParamDecorator((_: unknown, context: ExecutionContext): Tx => {
  const { tx } = context.switchToHttp().getRequest<WritingRequest>();
  if (!tx) throw new Error('only a route marked as a write has a transaction');
  return tx;
});
