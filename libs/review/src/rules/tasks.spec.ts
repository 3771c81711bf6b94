import { aSection } from '../../../../tests/support/reviewed.js';
import { tasksCheck } from './tasks.js';

const section = aSection({ id: 'todo', label: '宿題', style: 'dearu' });
const profile = { koyobunTerms: 'off', exclamation: 'off', clock24: 'off', promises: 'off' } as const;

const found = (text: string) =>
  tasksCheck({ section, text, line: [{ text }], fields: [], answers: {}, profile, input: '' }).map(({ excerpt }) => excerpt);

describe('tasksCheck', () => {
  it.each(['なし', '協議内容のとおり', '内容|担当|期限\n見積りの提出|受託者|11月20日\n周知｜市｜未定'])(
    'has nothing to say about %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it('points at tasks without somebody or a day', () => {
    expect(found('見積りの提出|受託者|11月20日\n周知|市|\n報告書の作成')).toEqual(['周知|市|', '報告書の作成']);
  });
});
