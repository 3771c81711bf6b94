import { linesAnswer, textAnswer, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';
import { plain } from './minutes.js';
import { phraseCheck } from './phrases.js';

/** Words of a season, and the months in which they are said. */
const SEASONS: readonly { readonly words: RegExp; readonly months: readonly number[] }[] = [
  { words: /新春|初春|年頭|新年を迎え|年の初め/g, months: [1] },
  { words: /厳寒|寒さ(?:も|が)?(?:厳し|一段と)/g, months: [12, 1, 2] },
  { words: /早春|立春|春の(?:足音|訪れ)|梅の(?:花|香)/g, months: [2, 3] },
  { words: /陽春|桜(?:の花|花|も|が)(?!台)|春爛漫|花の便り/g, months: [3, 4] },
  { words: /新緑|若葉|薫風|風薫る|若あゆ/g, months: [4, 5, 6] },
  { words: /初夏|梅雨|あじさい|紫陽花/g, months: [5, 6, 7] },
  { words: /盛夏|猛暑|酷暑|炎暑|暑さ(?:も|が)?(?:厳し|一段と)/g, months: [7, 8, 9] },
  { words: /残暑|立秋/g, months: [8, 9] },
  { words: /初秋|秋の気配|虫の音/g, months: [8, 9, 10] },
  { words: /秋晴れ|実りの秋|秋冷|菊(?:の花|薫る|花)|錦秋|紅葉|秋も?深ま|晩秋/g, months: [9, 10, 11] },
  { words: /初冬|立冬|木枯らし/g, months: [11, 12] },
  { words: /師走|年の瀬|歳末/g, months: [12] },
];

/** Words of a season that is not that of the day. */
export function seasonCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const month = Number(textAnswer(answers.date).slice(5, 7));
  if (month === 0) {
    return [];
  }
  return SEASONS.filter(({ months }) => !months.includes(month)).flatMap(({ words }) =>
    [...text.matchAll(words)].map((match) =>
      findingAt({
        rule: 'speech.season',
        severity: 'warn',
        title: '期日に合わない時候',
        message: `期日は${String(month)}月です。「${match[0]}」は、この時期の言葉ではないようです。`,
        sectionId: section.id,
        range: { start: match.index, end: match.index + match[0].length },
        excerpt: match[0],
        fieldId: 'date',
      }),
    ),
  );
}

/** Words that are not said at a celebration. */
const congratulations = phraseCheck({
  rule: 'speech.taboo',
  pattern: /(?:幕を閉じ|途切れ|断ち切|切れ目|倒れ|崩れ|衰え|衰退|枯れ|滅び|消え(?:て|る|た)|別れ(?:を|の|て)|去って|死(?:を|の|に))/g,
  title: '慶事の忌み言葉',
  message: (words) => `「${words}」は、お祝いの場では避ける言葉です。言い換えられないか確かめてください。`,
});

/** Words that are not said where people mourn: said twice, or glad. */
const mourning = phraseCheck({
  rule: 'speech.taboo',
  pattern:
    /重ね重ね|重ねて|たびたび|度々|しばしば|ますます|益々|いよいよ|くれぐれも|返す返す|次々|再び|再三|繰り返し|おめでと|お祝い|お慶び|お喜び|祝福|喜ばし|御多幸|ご多幸|盛大|にぎや/g,
  title: '弔事で避ける言葉',
  message: (words) => `「${words}」は、重ね言葉やお祝いの言葉なので、弔事では避けます。言い換えてください。`,
});

/** Words that do not fit a celebration or a mourning, as the form says which it is. */
export function ceremonyCheck(reviewed: ReviewedSection): readonly Finding[] {
  const occasion = textAnswer(reviewed.answers.occasion);
  if (occasion.startsWith('慶事')) {
    return congratulations(reviewed);
  }
  return occasion.startsWith('弔事') ? mourning(reviewed) : [];
}

/** A point of which less than this share of its words stands in the speech was left out. */
const SAID = 0.4;

/** Numbers, and pairs of kanji or katakana: the words of a note that a speech keeps, however it puts them. */
function wordsOf(point: string): string[] {
  const text = plain(point);
  return [
    ...[...text.matchAll(/[0-9][0-9,.]*/g)].map(([number]) => number),
    ...[...text.matchAll(/(?=([一-龠々]{2}|[ァ-ヴー]{2}))/g)].map(([, pair = '']) => pair),
  ];
}

/** Points of the form that the speech does not speak of. */
export function pointsCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const said = plain(text);
  return linesAnswer(answers.points)
    .filter((point) => {
      const words = wordsOf(point);
      return words.length > 0 && words.filter((word) => said.includes(word)).length / words.length < SAID;
    })
    .map((point) =>
      findingAt({
        rule: 'speech.points',
        severity: 'warn',
        title: '触れていない事項',
        message: `触れる事項の「${point}」が、${section.label}に見当たりません。`,
        sectionId: section.id,
        range: null,
        excerpt: point,
        fieldId: 'points',
      }),
    );
}
