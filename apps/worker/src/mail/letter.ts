import { capName, capNoticeText, LEDGER_ALARM_TEXT, overrunAlarmText } from '@bunan/contracts';

/** A notice as it is written about in a mail: departments and amounts, no person and no document. */
export type NoticeToMail =
  | {
      readonly kind: 'cap';
      readonly scope: 'contract' | 'department' | 'person';
      readonly departmentName: string | null;
      readonly isMonthly: boolean;
      readonly percent: number;
      readonly capTokens: number;
      readonly usedTokens: number;
    }
  | { readonly kind: 'ledger' }
  | { readonly kind: 'overrun'; readonly day: string; readonly calls: number; readonly overTokens: number };

/** Where the mail leads, and whether a model writes. */
export interface LetterSettings {
  readonly publicOrigin: string;
  readonly practice: boolean;
}

function capLetter(notice: Extract<NoticeToMail, { kind: 'cap' }>) {
  const { scope, departmentName, isMonthly, percent, capTokens, usedTokens } = notice;
  const of = `${departmentName ?? ''}${scope === 'person' ? 'の職員' : ''}`;
  const whose = capName(scope, of, isMonthly ? 'month' : 'period');
  return {
    subject:
      percent === 100
        ? `${whose}${usedTokens < capTokens ? 'が残りわずかです' : 'を使い切りました'}`
        : `${whose}の${String(percent)}％を使いました`,
    lines: [
      capNoticeText(whose, notice),
      '',
      `使った分　${usedTokens.toLocaleString('en-US')}トークン`,
      `上限　　　${capTokens.toLocaleString('en-US')}トークン`,
      '',
      '上限に達すると、AIは書けなくなります。入力、定型文、手直し、Word は使えます。',
    ],
  };
}

function partsOf(notice: NoticeToMail): { subject: string; lines: readonly string[] } {
  switch (notice.kind) {
    case 'cap':
      return capLetter(notice);
    case 'ledger':
      return {
        subject: '警報：台帳の合計が合いません',
        lines: [LEDGER_ALARM_TEXT, '', '合わないものと、再び認める操作は「トークンの配分」の「台帳」にあります。'],
      };
    case 'overrun':
      return {
        subject: '警報：予約より多く使った呼出しがあります',
        lines: [
          overrunAlarmText(notice),
          '',
          'AIの提供者の数え方が、こちらと違うことがあります。LLM_TOKENIZER の設定と、提供者の請求を確かめてください。',
        ],
      };
  }
}

/** Subject and text of the mail about a notice. */
export function letterOf(notice: NoticeToMail, { publicOrigin, practice }: LetterSettings): { subject: string; text: string } {
  const { subject, lines } = partsOf(notice);
  const foot = ['', `${publicOrigin}/notices`, '', 'このメールは文案工房が自動で送りました。返信は読まれません。'];
  return { subject: `【文案工房${practice ? '・稽古用' : ''}】${subject}`, text: [...lines, ...foot, ''].join('\n') };
}
