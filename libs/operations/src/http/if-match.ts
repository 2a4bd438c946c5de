import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { User } from '@cofferdam/domain';
import type { Request } from 'express';
import { etag } from './answer';
import { Problem } from './problem';
import { routeOf } from './route';

/** Header of an act that takes or leaves it: whatever the object is now, where it is absent. */
export const IF_MATCH = { name: 'If-Match', about: 'ETag as it was seen; absent: whatever it is now' } as const;
/** Header of an act that is done to nothing but what was seen. */
export const IF_MATCH_NEEDED = {
  ...{ name: 'If-Match', required: true, about: 'ETag as it was seen: missing 428, stale 412 with what it is now' },
} as const;

/** What the caller says that they saw. */
export interface Sight {
  /** Undefined: whatever it is now. */
  readonly generation?: number;
  /** The route wants the header: 412 for what is stale, and not 409. */
  readonly needed: boolean;
}

/** Who does something, and what they saw. */
export interface Doer {
  readonly user: User;
  readonly sight: Sight;
}

/**
 * `If-Match`, as the method's route wants it.
 * @throws Problem `precondition-required` where the route needs the header and it is missing
 */
export const Seen = createParamDecorator((_: unknown, context: ExecutionContext): Sight => {
  const generation = generationSeen(context.switchToHttp().getRequest<Request>());
  const headers = routeOf(context.getHandler())?.headers ?? [];
  const needed = headers.some(({ name, required }) => name === 'If-Match' && required === true);
  if (generation !== undefined) return { generation, needed };
  if (needed) throw new Problem('precondition-required');
  return { needed };
});

/** A proxy may have made the tag weak. */
function generationSeen(request: Request): number | undefined {
  const text = request.headers['if-match'];
  if (text === undefined || text === '*') return undefined;
  const [, digits] = /^(?:W\/)?"g(\d{1,15})"$/.exec(text) ?? [];
  if (digits === undefined) throw new Problem('bad-request', 'If-Match must be an ETag such as "g4"');
  return Number(digits);
}

/**
 * What was seen must be what there is; nothing is asked where nothing was said.
 * @throws Problem `changed-since` (409), or `precondition-failed` (412) where the header is needed, with the object
 */
export function mustMatch(sight: Sight, generation: number, current: unknown, detail = 'it has changed'): void {
  if (sight.generation === undefined || sight.generation === generation) return;
  const kind = sight.needed ? 'precondition-failed' : 'changed-since';
  throw new Problem(kind, `${detail}: generation ${generation} now`, { current }, { ETag: etag(generation) });
}
