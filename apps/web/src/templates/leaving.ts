/** Whether the focus goes from a control of several boxes to something outside it. */
export function leaves(control: HTMLElement, { relatedTarget }: FocusEvent): boolean {
  return !(relatedTarget instanceof Node && control.contains(relatedTarget));
}
