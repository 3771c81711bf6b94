import * as z from 'zod';
import { ROUTES } from '../../apps/api/src/openapi/routes.js';
import { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';

const responseSchema = z.object({ description: z.string().min(1), content: z.record(z.string(), z.looseObject({})).optional() });

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: z.looseObject({}),
});

const operationSchema = z.object({
  summary: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameterSchema),
  requestBody: z.object({ required: z.boolean(), content: z.record(z.string(), z.looseObject({})) }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), responseSchema),
});

/** What OpenAPI 3.1 demands of the parts that we use (https://spec.openapis.org/oas/v3.1.1). */
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operationSchema)),
  components: z.object({
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.string() })),
    schemas: z.record(z.string().regex(/^[\w.-]+$/), z.looseObject({})),
  }),
});

/** Every place that a `$ref` points to, however deep it stands. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    key === '$ref' && typeof each === 'string' ? [each] : referencesIn(each),
  );
}

describe('GET /api/openapi.json', () => {
  let installation: Installation;
  let document: z.infer<typeof documentSchema>;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0 });
    const { status, body } = await new TestClient(installation.url).get('/api/openapi.json');
    expect(status).toBe(200);
    document = documentSchema.parse(body);
  });
  afterAll(async () => {
    await installation.stop();
  });

  it('is readable by everybody and has every route once', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.toSorted()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('points only to schemas and security schemes that are there', () => {
    const schemas = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    const references = referencesIn(document.paths);
    expect(references.length).toBeGreaterThan(ROUTES.length);
    expect(references.filter((reference) => !schemas.includes(reference))).toEqual([]);
    const schemes = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap((operation) => operation.security.flatMap((each) => Object.keys(each))),
    );
    expect(new Set(schemes)).toEqual(new Set(Object.keys(document.components.securitySchemes)));
  });

  it('names each parameter of a path, and no other', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(methods)) {
        const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
        expect(inPath.map(({ name }) => name)).toEqual(names);
        expect(inPath.every(({ required }) => required)).toBe(true);
      }
    }
  });

  it.each(ROUTES.map(({ method, path }) => [method, path]))('describes a route that the program has: %s %s', async (method, path) => {
    // Whoever is not signed in is refused before anything else, but only where there is a route.
    const isPublic = ROUTES.some((route) => route.method === method && route.path === path && route.isPublic === true);
    const filled = path.replace(/\{\w+\}/g, 'none');
    const { status } = await new TestClient(installation.url).send(method.toUpperCase(), filled);
    expect(status).toBe(isPublic ? (method === 'post' ? 400 : 200) : 401);
  });
});
