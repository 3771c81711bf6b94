const SMALL_KANA = 'ぁぃぅぇぉっゃゅょゎゕゖぢづ';
const PLAIN_KANA = 'あいうえおつやゆよわかけじず';

/** Each kana with the vowel that a long mark after it stands for: けー is read けい, こー is read こう. */
const LONG_VOWELS: ReadonlyMap<string, string> = new Map(
  [
    ['あかさたなはまやらわがざだばぱ', 'あ'],
    ['いきしちにひみりぎじびぴ', 'い'],
    ['うくすつぬふむゆるぐずぶぷゔ', 'う'],
    ['えけせてねへめれげぜべぺ', 'い'],
    ['おこそとのほもよろをごぞどぼぽ', 'う'],
  ].flatMap(([kana = '', vowel = '']) => [...kana].map((each): [string, string] => [each, vowel])),
);

const E_AND_O = new Set('えけせてねへめれげぜべぺおこそとのほもよろをごぞどぼぽ');

/** What is heard as one long vowel is written in one way: ー, おお and ええ become あ, い or う. */
function withPlainVowels(kana: string): string {
  let written = '';
  let before = '';
  for (const each of kana) {
    const long = LONG_VOWELS.get(before);
    const isLong = each === 'ー' || (E_AND_O.has(before) && each === (long === 'い' ? 'え' : 'お'));
    before = isLong ? (long ?? '') : each;
    written += before;
  }
  return written;
}

/**
 * A text as it is compared when something is searched: what sounds alike or only looks different is the same.
 *
 * Width, case, ひらがな and カタカナ, small kana, ぢ and じ, long vowels (メール, めーる, めいる) make no difference; spaces,
 * dots and brackets are left out. Kanji stay as they are. A text that is folded already stays so.
 */
export function searchable(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]|[\u3099\u309a]/gu, '')
    .normalize('NFKC')
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[ぁぃぅぇぉっゃゅょゎゕゖぢづ]/g, (kana) => PLAIN_KANA.charAt(SMALL_KANA.indexOf(kana)));
  return withPlainVowels(plain);
}

/** The words of a search, folded. A long mark at the end of a word asks for nothing: サーバー finds サーバ too. */
export function searchWords(text: string): string[] {
  return text
    .split(/\s+/)
    .map((word) => searchable(word.replace(/(?<=..)[ーｰ]$/u, '')))
    .filter((word) => word !== '');
}

/** The kanji of a folded text, other lines kept apart: 打合せ and 打ち合わせ have the same. */
export function kanjiOf(folded: string): string {
  return folded.replace(/[^\p{Script=Han}\n]/gu, '');
}
