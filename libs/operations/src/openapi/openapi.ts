import { z } from 'zod';
import { ProblemSchema } from '../http/problem';
import type { Access, Route } from '../http/route';

type Json = Record<string, unknown>;

const SECURITY: Record<Access, Json[]> = {
  anybody: [],
  operator: [{ bearer: [] }, { cookie: [] }],
  reader: [{ bearer: [] }, { cookie: [] }, { basic: [] }],
  desk: [{ bearer: [] }, { cookie: [] }],
  keeper: [{ bearer: [] }, { cookie: [] }, { basic: [] }],
  engineer: [{ bearer: [] }, { cookie: [] }],
  director: [{ bearer: [] }, { cookie: [] }],
  admin: [{ bearer: [] }, { cookie: [] }],
};

/** The OpenAPI 3.1 document of a table of routes. */
export function describe(routes: readonly Route[]): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  schemaOf(ProblemSchema, 'output', schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cofferdam operator API',
      version: '1',
      description:
        'Every write needs an Idempotency-Key; a write with the cookie needs `X-Requested-With: cofferdam`. Errors are RFC 9457 problems.',
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        basic: { type: 'http', scheme: 'basic' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'cofferdam_session' },
      },
    },
  };
}

function operation(route: Route, schemas: Json): Json {
  const parameters = [
    ...parametersOf(route.params, 'path', schemas),
    ...parametersOf(route.query, 'query', schemas),
    ...headersOf(route),
  ];
  return {
    summary: route.summary,
    operationId: operationId(route),
    security: SECURITY[route.access],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: { required: true, content: json(schemaOf(route.body, 'input', schemas)) } } : {}),
    responses: responsesOf(route, schemas),
  };
}

function responsesOf(route: Route, schemas: Json): Json {
  const status = String(route.status ?? 200);
  const problem = (about: string): Json => ({
    description: about,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  const codes = new Set([...(route.problems ?? []), ...(route.access === 'anybody' ? [] : [401, 403])]);
  if (route.write) [400, 422].forEach((code) => codes.add(code));
  const problems = [...codes].sort().map((code) => [String(code), problem('Problem')]);
  return {
    [status]: { description: 'Success', ...contentOf(route.answer, schemas) },
    ...(route.waits ? { '202': { description: 'A second person is asked', ...contentOf(route.waits, schemas) } } : {}),
    ...(Object.fromEntries(problems) as Json),
    default: problem('Any other problem'),
  };
}

function contentOf(answer: Route['answer'], schemas: Json): Json {
  if (answer === null) return {};
  if (answer === 'application/json') return { content: json({ type: 'object' }) };
  if (typeof answer === 'string') return { content: { [answer]: { schema: { type: 'string' } } } };
  return { content: json(schemaOf(answer, 'output', schemas)) };
}

function parametersOf(shape: z.ZodObject | undefined, where: 'path' | 'query', schemas: Json): Json[] {
  if (!shape) return [];
  const { properties = {}, required = [] } = schemaOf(shape, 'input', schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function headersOf(route: Route): Json[] {
  const header = (name: string, required: boolean, description: string, schema: Json = { type: 'string' }): Json => {
    return { name, in: 'header', required, description, schema };
  };
  const own = (route.headers ?? []).map(({ name, about, required }) => header(name, required ?? false, about));
  if (!route.write) return own;
  const key = { type: 'string', minLength: 1, maxLength: 64 };
  return [header('Idempotency-Key', true, 'The same key and body again get the first answer, for 48 h', key), ...own];
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });

const operationId = ({ method, path }: Route): string =>
  [method.toLowerCase(), ...path.split('/').filter((part) => !['', 'api', 'v1'].includes(part))]
    .map((part) => part.replaceAll(/[^\w]/g, ''))
    .join('_');

/** JSON Schema of a zod schema; what has a name is put among the document's schemas and referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  const { $defs, $schema: _, ...own } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
  Object.assign(schemas, $defs);
  const { id, ...rest } = own;
  if (typeof id !== 'string') return own;
  schemas[id] = rest;
  return { $ref: `#/components/schemas/${id}` };
}
