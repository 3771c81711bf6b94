import type { DraftState, SectionTexts, SectionView } from '@bunan/contracts';

/**
 * How far each section is, in the order in which they are written.
 *
 * A section is done as soon as text of a later one has arrived; the last one with text is being written while the
 * draft is.
 */
export function sectionProgress(
  sectionIds: readonly string[],
  texts: SectionTexts,
  state: DraftState,
): Record<string, SectionView['progress']> {
  const last = sectionIds.findLastIndex((id) => (texts[id] ?? []).length > 0);
  return Object.fromEntries(
    sectionIds.map((id, index) => {
      if (state !== 'writing' && state !== 'queued') {
        return [id, 'done'];
      }
      if (index === last) {
        return [id, 'writing'];
      }
      return [id, index < last ? 'done' : 'waiting'];
    }),
  );
}
