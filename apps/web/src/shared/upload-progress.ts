import { HttpXhrBackend, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';

/** Requests that tell how much of a file has gone go another way: `fetch` does not say it. Must be the last interceptor. */
export const uploadProgress: HttpInterceptorFn = (request, next) => {
  const backend = inject(HttpXhrBackend);
  return request.reportUploadProgress ? backend.handle(request) : next(request);
};
