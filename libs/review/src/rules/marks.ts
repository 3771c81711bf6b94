import type { Field, Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import { writtenRanges, type ReviewedSection } from '../reviewed-section.js';

interface Mark {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly title: string;
  readonly message: (excerpt: string) => string;
  readonly fix?: (excerpt: string) => string;
}

const delete_ = () => '';

/** Marks that a finished document cannot hold. */
const MARKS: readonly Mark[] = [
  {
    rule: 'question',
    pattern: /【要確認[：:]?[^】]*】/g,
    title: 'AIからの確認',
    message: (excerpt) => `${excerpt.replace(/^【要確認[：:]?|】$/g, '') || '確かめること'}。確かめて書き直してください。`,
  },
  {
    rule: 'placeholder',
    // Whole, damaged (one brace too few, full width) and forgotten ones alike; documents of a city have no braces.
    pattern: /[{｛]+[^{}｛｝\n]{0,60}[}｝]+|[{｛]{2,}|[}｝]{2,}|[〇○●△▲□■]{2,}/g,
    title: '埋まっていない語',
    message: (excerpt) => `「${excerpt}」が残っています。正しい語に直してください。`,
  },
  {
    rule: 'markdown',
    pattern: /\*\*|^#{1,6}\s|```|^[^\S\n]*[-*]\s/gm,
    title: '余分な記号',
    message: (excerpt) => `「${excerpt.trim()}」は文書に要らない記号です。`,
    fix: delete_,
  },
  {
    rule: 'ai.preamble',
    pattern: /(以下に|以下は).{0,20}(作成|ご提案|例文|案です)[^。\n]*。?|AI(として|アシスタント)[^。\n]*。?/g,
    title: '前置き',
    message: () => '文書の本文ではない前置きです。',
    fix: delete_,
  },
  {
    rule: 'emoji',
    pattern: /(?![©®™])\p{Extended_Pictographic}\ufe0f?/gu,
    title: '絵文字',
    message: (excerpt) => `「${excerpt}」は公用文に使いません。`,
    fix: delete_,
  },
];

/** The field that a question names, by the longest label in it. */
function askedField(rule: string, excerpt: string, fields: readonly Field[]): string | null {
  const named = rule === 'question' ? fields.filter((field) => excerpt.includes(field.label)) : [];
  return named.toSorted((a, b) => b.label.length - a.label.length)[0]?.id ?? null;
}

/** 【要確認】, placeholders, Markdown, preambles, emoji: what must not stay. */
export function marksRule({ section, text, line, fields }: ReviewedSection): Finding[] {
  const written = writtenRanges(line);
  return MARKS.flatMap((mark) =>
    [...text.matchAll(mark.pattern)]
      .map((match) => ({ start: match.index, end: match.index + match[0].length }))
      .filter((range) => written.some(({ start, end }) => start <= range.start && range.end <= end))
      .map((range) => {
        const excerpt = text.slice(range.start, range.end);
        return findingAt({
          rule: mark.rule,
          severity: 'error',
          title: mark.title,
          message: mark.message(excerpt),
          sectionId: section.id,
          range,
          excerpt,
          fieldId: askedField(mark.rule, excerpt, fields),
          fix: mark.fix === undefined ? null : { label: 'この語を削る', replacement: mark.fix(excerpt) },
        });
      }),
  );
}
