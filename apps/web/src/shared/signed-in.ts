import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import { Session } from './session';

/** Lets people in who are signed in; others sign in first and then come to the page they wanted. */
export const signedIn: CanActivateFn = async (_, state) => {
  const router = inject(Router);
  const session = await inject(Session).restore();
  return session !== null || router.createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { next: state.url } });
};
