import type { Finding } from '@bunan/contracts';
import { factsIn, type Fact } from '../facts.js';
import { findingAt } from '../finding-at.js';
import type { GivenFacts } from '../given-facts.js';
import { writtenRanges, type ReviewedSection } from '../reviewed-section.js';
import { isChoice } from './survey.js';

const TITLES: Readonly<Record<Fact['kind'], string>> = {
  date: '入力にない日付',
  time: '入力にない時刻',
  tel: '入力にない電話番号',
  mail: '入力にないメールアドレス',
  number: '入力にない数',
};

/** Small numbers are often counted or enumerated by the writer: worth a look, not a stop. */
const SMALL = 10;

/** Units that make even a small number a matter of fact. */
const WEIGHTY = /^(円|万|億|%|パーセント|割|倍|条|項|号|年|か月|歳|世帯|戸|人)/;

/** Numbers of items, headings and questions at the beginning of a line, and of choices between wide spaces. */
const ITEM_NUMBER =
  /(?:^|\n)[ 　]{0,20}(?:議題|問|第|資料|別紙)?[ 　]{0,5}[（(]?[0-9０-９]{1,2}[)）]?(?=[ 　.．、（(])|(?<=　)[0-9０-９]{1,2}(?=　)/g;

/** Where the numbers end that only count items, headings or choices. */
export function itemNumberEnds(text: string): Set<number> {
  return new Set([...text.matchAll(ITEM_NUMBER)].map((match) => match.index + match[0].replace(/[)）]$/, '').length));
}

function severityOf(text: string, fact: Fact): Finding['severity'] {
  const isSmall = fact.kind === 'number' && Number(fact.value) <= SMALL && Number.isInteger(Number(fact.value));
  return isSmall && !WEIGHTY.test(text.slice(fact.end)) ? 'warn' : 'error';
}

/** Words around a number that belong to it for a reader: 約30件, 第5条. */
function wordsAround(text: string, fact: Fact): { start: number; end: number } {
  if (fact.kind !== 'number') {
    return fact;
  }
  const before = /(約|第|およそ|延べ|最大|計)$/.exec(text.slice(Math.max(0, fact.start - 3), fact.start));
  const after = /^(年度|か月|か所|パーセント|世帯|[一-龠%％つ])/.exec(text.slice(fact.end));
  return { start: fact.start - (before?.[0].length ?? 0), end: fact.end + (after?.[0].length ?? 0) };
}

/**
 * Numbers, dates, times, telephone numbers and mail addresses that were written but never filled in.
 *
 * The same value in another spelling counts as given: full width, commas, 漢数字, 万 and 億, 和暦, 午前午後.
 */
export function factsRule(given: GivenFacts) {
  return ({ section, text, line }: ReviewedSection): Finding[] => {
    const written = writtenRanges(line);
    const itemNumbers = itemNumberEnds(text);
    return factsIn(text)
      .filter((fact) => written.some(({ start, end }) => start <= fact.start && fact.end <= end))
      .filter((fact) => !given.has(fact) && !itemNumbers.has(fact.end) && !isChoice({ section, text }, fact.start))
      .map((fact) => {
        const range = wordsAround(text, fact);
        const excerpt = text.slice(range.start, range.end);
        return findingAt({
          rule: `facts.${fact.kind}`,
          severity: severityOf(text, fact),
          title: TITLES[fact.kind],
          message: `「${excerpt}」は、入力した項目のどこにもありません。`,
          sectionId: section.id,
          range,
          excerpt,
          fix: { label: 'この語を削る', replacement: '' },
        });
      });
  };
}
