import type {
  DraftPage,
  DraftReceipt,
  DraftView,
  EstimateView,
  HealthView,
  ProposalsView,
  Problem,
  SavedInputView,
  SessionView,
  TemplateSummary,
  TemplateView,
  UsageView,
} from '@bunan/contracts';
import * as z from 'zod';
import { openApiDocument } from '../../apps/api/src/openapi/openapi.js';
import type { RouteDescription } from '../../apps/api/src/openapi/route-description.js';
import { ROUTES } from '../../apps/api/src/openapi/routes.js';
import { SCHEMAS, type SchemaName } from '../../apps/api/src/openapi/schemas.js';

/** The types of what the API answers, by the name in its description. */
interface Bodies {
  SessionView: SessionView;
  TemplateSummaries: readonly TemplateSummary[];
  TemplateView: TemplateView;
  SavedInputView: SavedInputView;
  DraftReceipt: DraftReceipt;
  DraftPage: DraftPage;
  DraftView: DraftView;
  EstimateView: EstimateView;
  UsageView: UsageView;
  HealthView: HealthView;
  ProposalsView: ProposalsView;
  Problem: Problem;
}

/** An answer of the API with its body as JSON, or as bytes. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly bytes: Buffer;
}

/** Whether a value has the shape that the description of the API gives this name. */
export function isBody<N extends keyof Bodies>(name: N, value: unknown): value is Bodies[N] {
  return SCHEMAS[name].safeParse(value).success;
}

/** The description of the route that a request goes to, if there is one. */
export function routeOf(method: string, path: string): RouteDescription | undefined {
  const parts = (path.split('?')[0] ?? '').split('/');
  return ROUTES.find((route) => {
    const wanted = route.path.split('/');
    return (
      route.method === method.toLowerCase() &&
      wanted.length === parts.length &&
      wanted.every((part, index) => part.startsWith('{') || part === parts[index])
    );
  });
}

const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) }))),
});

const { paths } = documentSchema.parse(openApiDocument());

/** Statuses that the description of a route names. */
function describedStatuses({ method, path }: RouteDescription): number[] {
  return Object.keys(paths[path]?.[method]?.responses ?? {}).map(Number);
}

/** What is wrong with an answer, measured by the description of the API; null when nothing is. */
export function faultOf(route: RouteDescription | undefined, { status, body }: Answer<unknown>): string | null {
  if (route === undefined) {
    return status < 400 ? null : shapeFault('Problem', body);
  }
  if (!describedStatuses(route).includes(status)) {
    return `the description of ${route.method} ${route.path} has no ${String(status)}`;
  }
  const isSuccess = [route.answer.status, route.otherStatus].includes(status);
  return shapeFault(isSuccess ? route.answer.schema : 'Problem', body);
}

function shapeFault(name: SchemaName | undefined, body: unknown): string | null {
  const parsed = name === undefined ? null : SCHEMAS[name].safeParse(body);
  return parsed?.success === false ? z.prettifyError(parsed.error) : null;
}

/**
 * Whether an answer is what the description of the API promises: the schema of a success, a problem document for
 * every refusal. Then its body is also of the type that the test expects of this route.
 */
export function isAsDescribed<T>(route: RouteDescription | undefined, answer: Answer<unknown>): answer is Answer<T> {
  return faultOf(route, answer) === null;
}
