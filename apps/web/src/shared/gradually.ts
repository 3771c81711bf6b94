import { afterRenderEffect, signal, type Signal } from '@angular/core';

/**
 * How many of so many parts of a page are drawn: the first ones at once, then one more with each frame.
 *
 * What is in sight is there before what lies below it. To be called where there is an injection context.
 */
export function gradually(first: number, all: Signal<number>): Signal<number> {
  const drawn = signal(first);
  afterRenderEffect((onCleanup) => {
    const count = drawn();
    if (count < all()) {
      const frame = requestAnimationFrame(() => {
        drawn.set(count + 1);
      });
      onCleanup(() => {
        cancelAnimationFrame(frame);
      });
    }
  });
  return drawn.asReadonly();
}
