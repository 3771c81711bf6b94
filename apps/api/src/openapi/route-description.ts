import type { ErrorCode } from '@bunan/contracts';
import type { SchemaName } from './schemas.js';

/** Media type of a Word file. */
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Media type of a file of any kind. */
export const OCTETS = 'application/octet-stream';

/** One route of the API as it is described to the outside. */
export interface RouteDescription {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** Open to everybody; others need the session cookie, changes the CSRF token too. */
  readonly isPublic?: boolean;
  readonly body?: SchemaName;
  /** Media type of a body that is a file. */
  readonly bodyType?: string;
  readonly query?: readonly { readonly name: string; readonly description: string }[];
  readonly headers?: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  readonly answer: { readonly status: number; readonly schema?: SchemaName; readonly type?: string };
  /** Another status that comes with the same body. */
  readonly otherStatus?: number;
  /** What it can refuse with, beside what every route can. */
  readonly errors?: readonly ErrorCode[];
}
