import { errorTable, VERSION, type ErrorCode } from '@bunan/contracts';
import * as z from 'zod';
import { ROUTES, type RouteDescription } from './routes.js';
import { SCHEMAS, type SchemaName } from './schemas.js';

const reference = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

function parameters(route: RouteDescription): object[] {
  const path = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = (route.query ?? []).map((each) => ({ ...each, in: 'query', required: false, schema: { type: 'string' } }));
  const headers = (route.headers ?? []).map((each) => ({ ...each, in: 'header', schema: { type: 'string' } }));
  const isChange = route.method !== 'get' && route.isPublic !== true;
  const csrf = {
    name: 'X-CSRF-Token',
    in: 'header',
    required: true,
    description: 'GET /api/session の csrfToken',
    schema: { type: 'string' },
  };
  return [...path, ...query, ...headers, ...(isChange ? [csrf] : [])];
}

/** Errors by status: every route's own, and what any route can answer. */
function errorResponses(route: RouteDescription): Record<string, object> {
  const always: ErrorCode[] = route.isPublic === true ? ['service.unavailable'] : ['session.required', 'forbidden', 'service.unavailable'];
  const body: ErrorCode[] = route.body === undefined ? [] : ['request.malformed', 'request.too-large'];
  const codes = [...new Set([...always, ...body, ...(route.errors ?? [])])];
  const statuses = [...new Set(codes.map((code) => errorTable[code].status))].toSorted((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const description = codes
        .filter((code) => errorTable[code].status === status)
        .map((code) => `${code}: ${errorTable[code].title}`)
        .join('\n');
      return [String(status), { description, content: { 'application/problem+json': { schema: reference('Problem') } } }];
    }),
  );
}

function answerContent({ answer }: RouteDescription): object {
  if (answer.schema !== undefined) {
    return { content: { 'application/json': { schema: reference(answer.schema) } } };
  }
  return answer.type === undefined ? {} : { content: { [answer.type]: {} } };
}

function operation(route: RouteDescription): object {
  return {
    summary: route.summary,
    security: route.isPublic === true ? [] : [{ session: [] }],
    parameters: parameters(route),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: reference(route.body) } } } }),
    responses: { [String(route.answer.status)]: { description: '成功', ...answerContent(route) }, ...errorResponses(route) },
  };
}

/** The description of the whole API (OpenAPI 3.1), made from the schemas that the routes check with. */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  const schemas = Object.entries(SCHEMAS).map(([name, schema]): [string, object] => [name, z.toJSONSchema(schema, { io: 'input' })]);
  return {
    openapi: '3.1.0',
    info: { title: '文案工房 Bunan', version: VERSION },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-bunan' } },
      schemas: Object.fromEntries(schemas),
    },
  };
}
