import { diffArrays } from 'diff';

/** A stretch of two texts: the same in both, only in the first, or only in the second. */
export interface ChangedPiece {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

const SEGMENTER = new Intl.Segmenter('ja', { granularity: 'word' });

function wordsOf(text: string): string[] {
  return [...SEGMENTER.segment(text)].map(({ segment }) => segment);
}

/** What became of a text, word by word. */
export function changedWords(before: string, after: string): ChangedPiece[] {
  return diffArrays(wordsOf(before), wordsOf(after)).map(({ added, removed, value }) => ({
    kind: added ? 'new' : removed ? 'gone' : 'same',
    text: value.join(''),
  }));
}
