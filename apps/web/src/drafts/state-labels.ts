import type { DraftState } from '@bunan/contracts';

/** States of a draft, as they stand in lists. */
export const STATE_LABELS: Readonly<Record<DraftState, string>> = {
  queued: '順番を待っています',
  writing: '書いています',
  ready: 'できました',
  failed: '書けませんでした',
  stopped: 'トークン不足',
  cancelled: '止めました',
};

/** Colour of the label: it repeats what the words say. */
export const STATE_TONES: Readonly<Record<DraftState, '' | 'key' | 'ok' | 'err' | 'warn'>> = {
  queued: 'key',
  writing: 'key',
  ready: 'ok',
  failed: 'err',
  stopped: 'warn',
  cancelled: '',
};
