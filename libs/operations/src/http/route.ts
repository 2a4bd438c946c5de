import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

/**
 * Who may call: `anybody`; every `operator` who is signed in; the duty desks (`desk`: they acknowledge and note); those
 * who run the service (`keeper`: administrators and engineers, by Basic as well, as scrapers do); those who set up parks
 * (`engineer`: the same by their session alone); those who plan drills (`director`: those and drill directors); those who
 * say who may sign in (`admin`). `reader` is every operator, by Basic as well: programs that fetch feeds know nothing else.
 */
export type Access = 'anybody' | 'operator' | 'reader' | 'desk' | 'keeper' | 'engineer' | 'director' | 'admin';

/** Media types of answers that are no JSON of ours. */
export type MediaType =
  | 'text/event-stream'
  | 'text/plain'
  | 'application/json'
  | 'image/*'
  | 'text/html'
  | 'application/xml'
  | 'application/atom+xml'
  | 'application/cap+xml'
  | 'application/x-pem-file';

type Shape = z.ZodObject;

/** One call of the API: its controller, its checks and its OpenAPI text all come from this. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/v1/alarms/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** Changes something that is kept, so it needs an Idempotency-Key. */
  readonly write?: boolean;
  readonly params?: Shape;
  readonly query?: Shape;
  readonly body?: Shape;
  /** The largest body that is read, where it is larger than usual; photos. */
  readonly bodyBytes?: number;
  readonly headers?: readonly { readonly name: string; readonly about: string; readonly required?: boolean }[];
  /** Status of success; 200 where absent. */
  readonly status?: number;
  /** What success answers: a schema, another media type, or nothing. */
  readonly answer: z.ZodType | MediaType | null;
  /** What 202 answers: it is kept until a second person has confirmed it. */
  readonly waits?: z.ZodType;
  readonly problems?: readonly number[];
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : Record<string, never>;

/** What a call's handler gets, checked against its route. */
export interface Given<R extends Route> {
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
}

const ROUTE = Symbol('route');
const METHODS = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PUT: RequestMethod.PUT,
  DELETE: RequestMethod.DELETE,
};

/** Marks a controller's method as the one that answers a route. */
export function Answers(route: Route): MethodDecorator {
  return applyDecorators(
    RequestMapping({ method: METHODS[route.method], path: route.path.replaceAll(/\{(\w+)\}/g, ':$1') }),
    HttpCode(route.status ?? 200),
    SetMetadata(ROUTE, route),
  );
}

/** The route of a controller's method; undefined for methods of other rooms. */
export const routeOf = (handler: object): Route | undefined => Reflect.getMetadata(ROUTE, handler) as Route | undefined;
