import { afterEveryRender } from '@angular/core';

/**
 * A page that takes the place of another one, or of a state of itself, hands the focus to its heading: the keyboard goes
 * on from there, and a screen reader says where one is. The first page leaves the focus where the browser has it.
 */
export function followHeading(): void {
  let known: Element | null = null;
  afterEveryRender(() => {
    const heading = document.querySelector('h1');
    if (heading === null || heading === known) {
      return;
    }
    if (known !== null) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    known = heading;
  });
}
