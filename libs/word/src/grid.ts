import type { LayoutProfile } from './layout-profile.js';

/** Twips: 1/20 pt. */
const mm = (length: number) => Math.round((length * 1_440) / 25.4);

/** Half-width in ＭＳ 明朝: ASCII, yen sign, half-width kana. */
const HALF_WIDTH = /([\u0020-\u007e\u00a5\uff61-\uff9f]+)/;

/** The character grid of a page: every length of a document in characters and lines, turned into twips only here. */
export interface Grid {
  readonly page: { readonly width: number; readonly height: number };
  readonly margin: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly textWidth: number;
  /** Added to the size of Normal for each character, 1/4096 pt (ECMA-376 17.6.5). */
  readonly charSpace: number;
  /** Twips of one character. */
  readonly pitch: number;
  readonly linePitch: number;
  readonly chars: number;
  readonly lines: number;
  /** n characters in twips. */
  readonly c: (n: number) => number;
  /** n lines in twips. */
  readonly l: (n: number) => number;
}

/** The grid of a profile. `charSpace` is rounded down, or the last character of a line would wrap. */
export function gridOf(profile: LayoutProfile): Grid {
  const page = { width: mm(profile.paperMm.width), height: mm(profile.paperMm.height) };
  const { top, bottom, left, right } = profile.marginsMm;
  const margin = { top: mm(top), bottom: mm(bottom), left: mm(left), right: mm(right) };
  const textWidth = page.width - margin.left - margin.right;
  const linePitch = Math.floor((page.height - margin.top - margin.bottom) / profile.lines);
  // Less than a twip a character is the rounding of the margins: then the pitch is the size itself.
  const isExact = textWidth - profile.chars * profile.sizePt * 20 < profile.chars;
  const charSpace = isExact ? 0 : Math.floor((textWidth / 20 / profile.chars - profile.sizePt) * 4_096);
  const pitch = profile.sizePt * 20 + (charSpace * 20) / 4_096;
  return {
    page,
    margin,
    textWidth,
    charSpace,
    pitch,
    linePitch,
    chars: profile.chars,
    lines: profile.lines,
    c: (n) => Math.round(n * pitch),
    l: (n) => Math.round(n * linePitch),
  };
}

/** Width in full-width characters. */
export function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (HALF_WIDTH.test(character) ? 0.5 : 1), 0);
}

/**
 * Whole cells that a short text needs: each half-width run counts up to the next whole character, because a grid may
 * give it that room and a box cut to the exact width would wrap.
 */
export function cellsOf(text: string): number {
  return text.split(HALF_WIDTH).reduce((cells, piece) => cells + Math.ceil(widthOf(piece)), 0);
}
