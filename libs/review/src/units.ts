/** Counter words that are one and the same, under one name. */
const SAME: Readonly<Record<string, string>> = {
  名: '人',
  箇所: 'か所',
  ヶ所: 'か所',
  カ所: 'か所',
  ヶ月: 'か月',
  カ月: 'か月',
  箇月: 'か月',
  パーセント: '%',
  才: '歳',
  年間: '年',
  日間: '日',
  ひき: '匹',
};

const UNITS = [
  '年度|年間|年|か月|ヶ月|カ月|箇月|月|日間|日|週間|週|時間|時|分間|分|秒',
  '人|名|世帯|戸|団体|社|校|園|店|組|班|歳|才|票',
  '件|回|号|条|項|か所|箇所|ヶ所|カ所|地区|種類|品目|項目|区分|段階',
  '円|%|パーセント|割|倍|点|位|期|次|便|番|丁目|階|室|床|席',
  '台|個|枚|部|冊|本|基|棟|頭|匹|袋|食|着|隻|曲|問|章|級|路線|施設|講座|議席|トン|キロ|メートル|ヘクタール|リットル|つ',
].join('|');

const UNIT = new RegExp(`^(?:${UNITS})`);

const LONGEST_UNIT = 6;

/** The counter word at a place of an evened text, one name for each; '' when there is none that we know. */
export function unitAt(text: string, at: number): string {
  const unit = UNIT.exec(text.slice(at, at + LONGEST_UNIT))?.[0] ?? '';
  return SAME[unit] ?? unit;
}
