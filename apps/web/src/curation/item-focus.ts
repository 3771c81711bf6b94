import { afterNextRender, EnvironmentInjector, inject, Injector } from '@angular/core';

/** The id of a button at an item of a list, at its place there. */
export function itemButton(act: 'up' | 'down' | 'remove', path: string, index: number): string {
  return `${path}-${act}-${String(index)}`;
}

/** The id of the button that adds an item to a list. */
export function addButton(path: string): string {
  return `${path}-add`;
}

/**
 * Hands the focus on once an item has gone: to the next one of the list, else to the button that adds one. To be had where
 * something is injected; it outlives the item.
 */
export function focusAfterRemoval(): (path: string, index: number) => void {
  const injector = inject(EnvironmentInjector).get(Injector);
  return (path, index) => {
    const ids = [itemButton('remove', path, index), itemButton('up', path, index), addButton(path)];
    const find = () => ids.map((id) => document.getElementById(id)).find((found) => found !== null);
    afterNextRender(() => find()?.focus(), { injector });
  };
}
