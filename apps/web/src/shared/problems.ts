import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, throwError } from 'rxjs';
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

const OFFLINE = 'つながりません。入力はこの画面に残っています。つながると自動で続けます。';

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

function isErrorCode(code: string): code is ErrorCode {
  return code in errorTable;
}

/** The sentence of any failure. */
export function sentenceOf(error: unknown): string {
  return error instanceof ProblemError ? error.message : '思わぬ不具合が起きました。ページを開き直してください。';
}

/** The failure of a request, as what the server said of it. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) {
    return error;
  }
  if (error instanceof HttpErrorResponse && isProblem(error.error)) {
    const { code, title, errors, details } = error.error;
    return new ProblemError(isErrorCode(code) ? code : 'unexpected', title, errors, details);
  }
  return new ProblemError('offline', OFFLINE);
}

/** Turns every failed request into a ProblemError; an ended session leads to the sign-in. */
export const problems: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const router = inject(Router);
  return next(request).pipe(
    catchError((error: unknown) => {
      const problem = asProblem(error);
      if (problem.code === 'session.required' && session.view() !== null) {
        session.forget();
        void router.navigate(['/sign-in'], { queryParams: { next: router.url, ended: '1' } });
      }
      return throwError(() => problem);
    }),
  );
};
