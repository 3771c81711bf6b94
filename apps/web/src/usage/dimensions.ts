import { originLabels, type UsageDimension } from '@bunan/contracts';
import { monthText, shortDay } from './days';

/** What the use can be added up by, in the order of the choice, and what one of each is called. */
export const DIMENSIONS: readonly { readonly by: UsageDimension; readonly label: string; readonly isTime: boolean }[] = [
  { by: 'day', label: '日', isTime: true },
  { by: 'month', label: '月', isTime: true },
  { by: 'fiscal-year', label: '年度', isTime: true },
  { by: 'department', label: '課', isTime: false },
  { by: 'person', label: '職員', isTime: false },
  { by: 'template', label: '様式', isTime: false },
  { by: 'model', label: 'モデル', isTime: false },
  { by: 'origin', label: '使い方', isTime: false },
];

/** Where people read something else than the name that the sum has. */
const LABELS: Partial<Record<UsageDimension, (key: string) => string | undefined>> = {
  day: (key) => `${key.slice(0, 4)}年${shortDay(key)}`,
  month: monthText,
  'fiscal-year': (key) => `${key}年度`,
  origin: (key) => originLabels[key],
};

/** What people read for the key of a sum. */
export function shownLabel(by: UsageDimension, key: string, label: string): string {
  return LABELS[by]?.(key) ?? label;
}
