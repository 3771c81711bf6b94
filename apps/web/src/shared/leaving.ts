import type { CanDeactivateFn } from '@angular/router';

/** A page that may hold what nobody has saved; it asks the person before it lets them go. */
export interface Unsaved {
  mayLeave(): boolean | Promise<boolean>;
}

/** Leaves a page only when it lets the person go. */
export const asksBeforeLeaving: CanDeactivateFn<Unsaved> = (page) => page.mayLeave();
