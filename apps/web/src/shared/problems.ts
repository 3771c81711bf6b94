import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { errorTable, type ErrorCode, type FieldError, type Problem } from '@bunan/contracts';
import { Session } from './session';

/** A failure as the screen shows it: a code, a sentence, the errors of single values. */
export class ProblemError extends Error {
  constructor(
    readonly code: ErrorCode | 'offline',
    message: string,
    readonly errors: readonly FieldError[] = [],
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.name = 'ProblemError';
  }
}

const OFFLINE = 'つながりません。入力はこの画面に残っています。つながってから、もう一度お試しください。';

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

function isErrorCode(code: string): code is ErrorCode {
  return code in errorTable;
}

const PASSING: ReadonlySet<string> = new Set(['offline', 'service.unavailable', 'too-many-requests', 'unexpected']);

/** Whether trying again later can help, with nothing done by the person. */
export function isPassing(code: ProblemError['code']): boolean {
  return PASSING.has(code);
}

/** Whether something is not for this person; trying again cannot help. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'forbidden';
}

/** The sentence of any failure. */
export function sentenceOf(error: unknown): string {
  return error instanceof ProblemError ? error.message : '思わぬ不具合が起きました。ページを開き直してください。';
}

/** The code for an answer that is none of our API's: of a proxy, of a server that is starting. */
function codeOfStatus(status: number): ErrorCode | 'offline' {
  const codes: Readonly<Record<number, ErrorCode | 'offline'>> = {
    0: 'offline',
    413: 'request.too-large',
    429: 'too-many-requests',
    502: 'service.unavailable',
    503: 'service.unavailable',
    504: 'service.unavailable',
  };
  return codes[status] ?? 'unexpected';
}

/** What is said of a template names what stands in the way: whose version it is, which test is red. */
function sentenceOfBody({ code, title, errors }: Problem): string {
  return code.startsWith('template.') ? (errors[0]?.message ?? title) : title;
}

function problemOfBody(status: number, body: unknown): ProblemError {
  if (isProblem(body)) {
    const { code, errors, details } = body;
    return new ProblemError(isErrorCode(code) ? code : 'unexpected', sentenceOfBody(body), errors, details);
  }
  const code = codeOfStatus(status);
  return new ProblemError(code, code === 'offline' ? OFFLINE : errorTable[code].title);
}

/** Any failure as a problem; one that is none yet has not come from the server. */
export function asProblem(error: unknown): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError('unexpected', sentenceOf(error));
}

/** The failure of a request, as what the server said of it. A refused download holds the words as a file. */
async function problemOf(error: unknown): Promise<ProblemError> {
  if (!(error instanceof HttpErrorResponse)) {
    return asProblem(error);
  }
  const body: unknown = error.error;
  return problemOfBody(error.status, body instanceof Blob ? parsed(await body.text()) : body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Turns every failed request into a ProblemError; one that failed because the session had ended waits and goes again. */
export const problems: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const fail = (error: unknown) => from(problemOf(error)).pipe(switchMap((problem) => throwError(() => problem)));
  return next(request).pipe(
    catchError((error: unknown) =>
      from(problemOf(error)).pipe(
        switchMap((problem) => {
          const recovery = request.url === '/api/session' ? null : session.recovery(problem.code);
          return recovery === null ? throwError(() => problem) : from(recovery).pipe(switchMap(() => next(request).pipe(catchError(fail))));
        }),
      ),
    ),
  );
};
