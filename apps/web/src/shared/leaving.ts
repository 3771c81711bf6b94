import { inject } from '@angular/core';
import { Router, type CanActivateFn, type CanDeactivateFn } from '@angular/router';
import { Session } from './session';

/** A page that may hold what nobody has saved; it asks the person before it lets them go. */
export interface Unsaved {
  mayLeave(): boolean | Promise<boolean>;
}

/** Leaves a page only when it lets the person go. */
export const asksBeforeLeaving: CanDeactivateFn<Unsaved> = (page) => page.mayLeave();

/** A page that saves what is typed by itself, a moment after the last key. */
export interface SavesItself {
  /** Saves what is not saved yet, as far as that can be done; never rejects. */
  saveNow(): Promise<void>;
}

/** What the way to the sign-in page carries when somebody signs out. */
export const SIGN_OUT = 'sign-out';

function isSigningOut(): boolean {
  return inject(Router).currentNavigation()?.extras.info === SIGN_OUT;
}

/** Signing out waits until the page has saved: without a session it no longer could. */
export const savesBeforeSignOut: CanDeactivateFn<SavesItself> = async (page) => {
  if (isSigningOut()) {
    await page.saveNow();
  }
  return true;
};

/** Ends the session of somebody who signs out, once the page has let them go, before the sign-in page says so. */
export const endsSession: CanActivateFn = async () => {
  const session = inject(Session);
  if (isSigningOut()) {
    await session.signOut();
  }
  return true;
};
