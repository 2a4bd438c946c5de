import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { z } from 'zod';
import type { Caller, OperatorRequest } from './operator-request';
import { Problem } from './problem';
import { type Given as GivenOf, type Route, routeOf } from './route';

/** The request's parts, checked against the schemas of the route that the method answers. */
export const Given = createParamDecorator((_: unknown, context: ExecutionContext): GivenOf<Route> => {
  const request = context.switchToHttp().getRequest<OperatorRequest>();
  const route = routeOf(context.getHandler());
  if (!route) throw new Error('a method that answers no route has nothing given');
  return {
    params: check(route.params, request.params, 'path'),
    query: check(route.query, request.query, 'query'),
    body: check(route.body, request.body ?? {}, 'body'),
  };
});

/** Who is signed in. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<OperatorRequest>();
  if (!caller) throw new Problem('unauthenticated');
  return caller;
});

/** Typed by the route that a handler names, not here. */
type Checked = GivenOf<Route>['query'];

function check(schema: z.ZodObject | undefined, input: unknown, where: string): Checked {
  const result = (schema ?? z.strictObject({})).safeParse(input);
  if (result.success) return result.data;
  const known = Object.keys(schema?.shape ?? {});
  const unknown = result.error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const errors = result.error.issues.map((issue) => ({
    at: [where, ...issue.path.map(String)].join('.'),
    detail: issue.message,
  }));
  if (unknown.length > 0 && where === 'query') {
    throw new Problem('unknown-parameter', `unknown: ${unknown.join(', ')}`, { errors, known });
  }
  throw new Problem('bad-request', errors.map(({ at, detail }) => `${at}: ${detail}`).join('; '), { errors, known });
}
