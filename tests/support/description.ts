import type {
  DraftPage,
  DraftReceipt,
  DraftView,
  EstimateView,
  HealthView,
  Problem,
  SavedInputView,
  SessionView,
  TemplateSummary,
  TemplateView,
  UsageView,
} from '@bunan/contracts';
import { problemSchema } from '@bunan/contracts';
import { ROUTES, type RouteDescription } from '../../apps/api/src/openapi/routes.js';
import { SCHEMAS } from '../../apps/api/src/openapi/schemas.js';

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

/**
 * Whether an answer is what the description of the API promises: the schema of a success, a problem document for
 * every refusal. Then its body is also of the type that the test expects of this route.
 */
export function isAsDescribed<T>(route: RouteDescription | undefined, answer: Answer<unknown>): answer is Answer<T> {
  if (answer.status >= 400 && answer.status !== 503) {
    return problemSchema.safeParse(answer.body).success;
  }
  const schema = answer.status === route?.answer.status ? route.answer.schema : undefined;
  return schema === undefined || SCHEMAS[schema].safeParse(answer.body).success;
}
