/** Sets the numbers of findings that begin on the same line of the paper side by side in its margin, in their order. */
export function spreadNumbers(paper: HTMLElement): void {
  const numbers = [...paper.querySelectorAll<HTMLElement>('.margin-no')].toSorted((a, b) => Number(a.textContent) - Number(b.textContent));
  const onLine = new Map<number, number>();
  for (const number of numbers) {
    const line = Math.round(number.getBoundingClientRect().top);
    const before = onLine.get(line) ?? 0;
    onLine.set(line, before + 1);
    number.style.translate = `calc(${String(before)} * var(--margin-no-step))`;
    number.classList.toggle('follows', before > 0);
  }
}
