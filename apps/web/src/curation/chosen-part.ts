import type { FaultView } from '@bunan/contracts';
import { BASICS_PAGES, basicsPageOf } from './basics';

/** Kinds of parts that a template consists of, in the order in which one works on them. */
export const PART_KINDS = [
  { kind: 'basics', words: '基本' },
  { kind: 'fields', words: '項目' },
  { kind: 'sections', words: '文章' },
  { kind: 'layout', words: '紙面' },
  { kind: 'tests', words: '試験' },
] as const;

export type PartKind = (typeof PART_KINDS)[number]['kind'];

/** Which part of the template is being edited. */
export interface ChosenPart {
  readonly kind: PartKind;
  readonly index: number;
}

/** The part in which something is wrong. */
export function partOf({ path }: FaultView): ChosenPart {
  const [first, place] = path.split('.');
  const kind = PART_KINDS.find((each) => each.kind === first)?.kind ?? 'basics';
  return { kind, index: kind === 'basics' ? basicsPageOf(path) : Number(place ?? 0) };
}

/** Whether a fault is of a part as a whole, or of something that no control of it shows. */
export function isOfWholePart(fault: FaultView, { kind, index }: ChosenPart): boolean {
  const place = partOf(fault);
  if (place.kind !== kind || place.index !== index) {
    return false;
  }
  const [property = ''] = fault.path.split('.');
  return kind === 'basics' ? BASICS_PAGES[index]?.holds.includes(property) !== true : fault.path === `${kind}.${String(index)}`;
}
