import { errorTable, VERSION, type ErrorCode } from '@bunan/contracts';
import * as z from 'zod';
import type { RouteDescription } from './route-description.js';
import { ROUTES } from './routes.js';
import { SCHEMAS, type SchemaName } from './schemas.js';

const reference = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

/** What can happen to any request. */
const ALWAYS: readonly ErrorCode[] = ['service.unavailable', 'unexpected'];

/** Whether the route demands the CSRF token. */
function isProtectedChange(route: RouteDescription): boolean {
  return route.method !== 'get' && route.isPublic !== true;
}

function parameters(route: RouteDescription): object[] {
  const path = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = (route.query ?? []).map((each) => ({ ...each, in: 'query', required: false, schema: { type: 'string' } }));
  const headers = (route.headers ?? []).map((each) => ({ ...each, in: 'header', schema: { type: 'string' } }));
  const csrf = {
    name: 'X-CSRF-Token',
    in: 'header',
    required: true,
    description: 'GET /api/session の csrfToken',
    schema: { type: 'string' },
  };
  return [...path, ...query, ...headers, ...(isProtectedChange(route) ? [csrf] : [])];
}

/** Errors by status: every route's own, and what any route can answer. */
function errorResponses(route: RouteDescription): Record<string, object> {
  const signedIn: ErrorCode[] = route.isPublic === true ? [] : ['session.required', 'forbidden'];
  const change: ErrorCode[] = isProtectedChange(route) ? ['session.csrf'] : [];
  const hasBody = route.body !== undefined || route.bodyType !== undefined;
  const body: ErrorCode[] = !hasBody ? [] : ['request.malformed', 'request.too-large', 'request.not-supported'];
  const codes = [...new Set([...signedIn, ...change, ...body, ...(route.errors ?? []), ...ALWAYS])];
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

function requestBody({ body, bodyType }: RouteDescription): object {
  if (bodyType !== undefined) {
    return { requestBody: { required: true, content: { [bodyType]: {} } } };
  }
  return body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: reference(body) } } } };
}

function operation(route: RouteDescription): object {
  const { status } = route.answer;
  const success = { description: '成功', ...answerContent(route) };
  const other = route.otherStatus === undefined ? {} : { [String(route.otherStatus)]: { ...success, description: '同じ内容' } };
  return {
    summary: route.summary,
    security: route.isPublic === true ? [] : [{ session: [] }],
    parameters: parameters(route),
    ...requestBody(route),
    responses: { [String(status)]: success, ...errorResponses(route), ...other },
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
