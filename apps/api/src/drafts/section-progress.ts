import type { DraftState, RevisionContent, SectionTexts, SectionView } from '@bunan/contracts';

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

/** The same of a text that is continued: what was cut is being written, or waits when nothing is there of it. */
export function continuationProgress(
  { sections }: Pick<RevisionContent, 'sections'>,
  state: DraftState,
): Record<string, SectionView['progress']> {
  const isOpen = state === 'writing' || state === 'queued';
  return Object.fromEntries(
    Object.entries(sections).map(([id, { parts, isCut }]) => [
      id,
      !isOpen || isCut !== true ? 'done' : parts.length > 0 ? 'writing' : 'waiting',
    ]),
  );
}
