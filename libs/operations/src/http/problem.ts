import { z } from 'zod';

/** Words for what went wrong; each is the end of a problem's `type` (RFC 9457 3.1.1). */
export const PROBLEMS = {
  'bad-request': [400, 'The request cannot be understood'],
  'unknown-parameter': [400, 'A query parameter is not known here'],
  'idempotency-key': [400, 'A write needs an Idempotency-Key of at most 64 characters'],
  unauthenticated: [401, 'Nobody is signed in'],
  'bad-credentials': [401, 'User name or password is wrong'],
  forbidden: [403, 'This role may not do that'],
  'cross-site': [403, 'A write with a cookie needs the header X-Requested-With: cofferdam'],
  'not-found': [404, 'There is no such thing here'],
  ambiguous: [409, 'Several parks have an outlet of that id'],
  'changed-since': [409, 'It has changed since it was looked at'],
  'act-refused': [409, 'As it stands that cannot be done'],
  'precondition-failed': [412, 'It is not what the If-Match header says any more'],
  'too-large': [413, 'The body is too large'],
  'not-json': [415, 'The body must be JSON'],
  'scenario-refused': [422, 'This scenario cannot be played here'],
  'key-reused': [422, 'This Idempotency-Key was used with another body'],
  'precondition-required': [428, 'That needs an If-Match header with the ETag of what was seen'],
  'too-many-attempts': [429, 'Too many attempts to sign in'],
  'too-many-tests': [429, 'This channel was tested too often just now'],
  unavailable: [503, 'The service cannot do that now'],
  internal: [500, 'Something went wrong on our side'],
} as const;
export type ProblemKind = keyof typeof PROBLEMS;

/** An error's body, `application/problem+json` (RFC 9457). */
export const ProblemSchema = z
  .looseObject({
    type: z.string().describe('urn:cofferdam:problem:<kind>'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z
      .array(z.object({ at: z.string(), detail: z.string() }))
      .optional()
      .describe('What is wrong, part by part'),
    known: z.array(z.string()).optional().describe('What would have been understood'),
    reason: z.string().optional().describe('Why an act is refused, in one word of the field'),
    current: z.unknown().optional().describe('The object as it is now'),
  })
  .meta({ id: 'Problem' });
export type ProblemBody = z.infer<typeof ProblemSchema>;

type Members = Omit<Partial<ProblemBody>, 'type' | 'title' | 'status' | 'detail'>;

/** Ends a request with a problem document; the exception filter writes it. */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly detail?: string,
    readonly members: Members = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? kind);
  }

  get status(): number {
    return PROBLEMS[this.kind][0];
  }

  get body(): ProblemBody {
    const [status, title] = PROBLEMS[this.kind];
    const detail = this.detail === undefined ? {} : { detail: this.detail };
    return { type: `urn:cofferdam:problem:${this.kind}`, title, status, ...detail, ...this.members };
  }
}
