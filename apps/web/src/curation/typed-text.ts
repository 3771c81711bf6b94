/** What stands in the control that an event comes from. */
export function typedText({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
    ? target.value
    : '';
}
