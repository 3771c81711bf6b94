import type { Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import { writtenRanges, type ReviewedSection, type StyleProfile } from '../reviewed-section.js';

interface Term {
  readonly pattern: RegExp;
  readonly replacement: string;
  readonly title: string;
  readonly severity: (profile: StyleProfile) => Finding['severity'] | 'off';
}

const koyobun = (profile: StyleProfile) => profile.koyobunTerms;
const always = () => 'warn' as const;

/**
 * Spellings of 公用文 whose correction is certain (公用文における漢字使用等, 平成22年内閣訓令第1号; 公用文作成の考え方, 2022).
 *
 * `$1` and `$2` are groups of the pattern.
 */
const TERMS: readonly Term[] = [
  { pattern: /および/g, replacement: '及び', title: '接続詞の書き方', severity: koyobun },
  { pattern: /ならびに/g, replacement: '並びに', title: '接続詞の書き方', severity: koyobun },
  { pattern: /または/g, replacement: '又は', title: '接続詞の書き方', severity: koyobun },
  { pattern: /もしくは/g, replacement: '若しくは', title: '接続詞の書き方', severity: koyobun },
  {
    pattern:
      /ご(案内|協力|理解|連絡|相談|質問|意見|利用|参加|確認|了承|検討|注意|用意|提出|回答|報告|記入|持参|遠慮|了解|希望|不便|迷惑|挨拶|審議|査収|留意|都合|不明|寄附)/g,
    replacement: '御$1',
    title: '「御」の書き方',
    severity: koyobun,
  },
  { pattern: /(て|で)下さ(い|る|り)/g, replacement: '$1くださ$2', title: '補助動詞の書き方', severity: always },
  { pattern: /(て|で)頂(く|き|け)/g, replacement: '$1いただ$2', title: '補助動詞の書き方', severity: always },
  { pattern: /出来(る|ます|ない|ません)/g, replacement: 'でき$1', title: '「できる」の書き方', severity: always },
  { pattern: /致し(ます|ました)/g, replacement: 'いたし$1', title: '補助動詞の書き方', severity: always },
  { pattern: /([0-9０-９])[ヶケカヵ](所|月)(?!曜)/g, replacement: '$1か$2', title: '「か所・か月」の書き方', severity: always },
  { pattern: /(令和|平成|昭和)[1１一]年(?!間|度間)/g, replacement: '$1元年', title: '元年の書き方', severity: always },
  { pattern: /，/g, replacement: '、', title: '読点', severity: always },
  { pattern: /．(?=\s|$|[^\d])/gm, replacement: '。', title: '句点', severity: always },
];

/** Signs that official documents do not use. */
const SIGNS: readonly Omit<Term, 'replacement'>[] = [
  { pattern: /[！!]/g, title: '「！」', severity: (profile) => profile.exclamation },
  { pattern: /(?<!午前|午後|[\d:])(1[3-9]|2[0-3])時(?!間)/g, title: '24時間の書き方', severity: (profile) => profile.clock24 },
];

function find(reviewed: ReviewedSection, term: Omit<Term, 'replacement'>, replacement: string | null): Finding[] {
  const { section, text, line, profile } = reviewed;
  const severity = term.severity(profile);
  if (severity === 'off') {
    return [];
  }
  const written = writtenRanges(line);
  return [...text.matchAll(term.pattern)]
    .filter((match) => written.some(({ start, end }) => start <= match.index && match.index + match[0].length <= end))
    .map((match) => {
      const range = { start: match.index, end: match.index + match[0].length };
      const right = replacement?.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '') ?? null;
      return findingAt({
        rule: 'terms',
        severity,
        title: term.title,
        message: right === null ? `「${match[0]}」を、公用文の書き方に直してください。` : `「${match[0]}」→「${right}」`,
        sectionId: section.id,
        range,
        excerpt: match[0],
        fix: right === null ? null : { label: '直す', replacement: right },
      });
    });
}

/** Spellings that a city's documents do not have, as far as the kind of document minds. */
export function termsRule(section: ReviewedSection): Finding[] {
  return [...TERMS.flatMap((term) => find(section, term, term.replacement)), ...SIGNS.flatMap((sign) => find(section, sign, null))];
}
