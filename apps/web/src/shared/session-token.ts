import type { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Session } from './session';

/** Every change carries the session's CSRF token. */
export const sessionToken: HttpInterceptorFn = (request, next) => {
  const token = inject(Session).view()?.csrfToken;
  const isChange = request.method !== 'GET' && request.method !== 'HEAD';
  return next(isChange && token !== undefined ? request.clone({ setHeaders: { 'X-CSRF-Token': token } }) : request);
};
