import type { Line, Part, Parts, Run } from '@bunan/contracts';

/** The text of a line, values filled in. */
export function plainText(line: Line): string {
  return line.map((run) => run.text).join('');
}

type Value = Run & { readonly field: string };

function isValue(run: Run): run is Value {
  return run.field !== undefined && run.text !== '';
}

/**
 * A section's parts after its text was edited by hand: values of the form that still stand in it, in their order, stay
 * values; everything else is text.
 *
 * The result always shows exactly the text that was typed.
 *
 * @param line the section before the edit
 */
export function editedParts(text: string, line: Line): Parts {
  const parts: Part[] = [];
  let from = 0;
  for (const value of line.filter(isValue)) {
    const at = text.indexOf(value.text, from);
    if (at >= 0) {
      if (at > from) {
        parts.push({ text: text.slice(from, at) });
      }
      parts.push({ field: value.field });
      from = at + value.text.length;
    }
  }
  if (from < text.length) {
    parts.push({ text: text.slice(from) });
  }
  return parts;
}

/** Replaces a stretch of a section, as a finding offers; values outside it stay values. */
export function replacedParts(line: Line, range: { start: number; end: number }, replacement: string): Parts {
  const text = plainText(line);
  return editedParts(text.slice(0, range.start) + replacement + text.slice(range.end), line);
}
