import type { PrintPolicies } from '@bunan/wareki';

/** The city's layout rules (書式) as data: every measure of a document comes from here. */
export interface LayoutProfile {
  readonly id: string;
  readonly font: string;
  /** Name of the font where the Japanese one is missing. */
  readonly fontAlias: string;
  readonly sizePt: number;
  readonly paperMm: { readonly width: number; readonly height: number };
  readonly marginsMm: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly chars: number;
  readonly lines: number;
  /** 以上 at the end of a 記. */
  readonly printsEnd: boolean;
  /** Characters that the subject stands in from both edges. */
  readonly subjectIndent: number;
  readonly senderIndent: number;
  readonly tableBorderPt: number;
  readonly policies: PrintPolicies;
}

const COMMON = {
  font: 'ＭＳ 明朝',
  fontAlias: 'MS Mincho',
  paperMm: { width: 210, height: 297 },
  printsEnd: true,
  subjectIndent: 3,
  senderIndent: 2,
  tableBorderPt: 0.5,
  policies: { era: 'wareki', digits: 'half' },
} as const;

/** 11pt: 白川町訓令乙第5号（平成29年）, 42 characters by 40 lines. 12pt: computed from it. */
const PROFILES = {
  '11pt': { ...COMMON, id: '11pt', sizePt: 11, marginsMm: { top: 25, bottom: 25, left: 30, right: 17 }, chars: 42, lines: 40 },
  '12pt': { ...COMMON, id: '12pt', sizePt: 12, marginsMm: { top: 25, bottom: 25, left: 30, right: 25 }, chars: 36, lines: 36 },
} as const satisfies Record<string, LayoutProfile>;

/** A layout profile that comes with the product. */
export function layoutProfile(id: keyof typeof PROFILES): LayoutProfile {
  return PROFILES[id];
}
