import type { DraftView } from '@bunan/contracts';
import { jstDate } from '@bunan/wareki';
import { dayText } from '../usage/days';

type Stopped = NonNullable<DraftView['stopped']>;

/** What a person can do about a stop beside the fixed text. */
export interface WayOn {
  readonly heading: string;
  readonly text: string;
}

const CAPS: Readonly<Record<Stopped['scope'], string>> = {
  contract: '契約のトークンが足りないため、AIは書けません',
  department: '課の配分が足りないため、AIは書けません',
  person: 'わたしの枠が足りないため、AIは書けません',
};

/** Why the model cannot write, as a heading. */
export function stopHeading({ reason, scope }: Stopped): string {
  const headings: Readonly<Record<Stopped['reason'], string>> = {
    cap: CAPS[scope],
    month: '今月使えるトークンが足りないため、AIは書けません',
    'no-period': 'いまは契約期間ではないため、AIは書けません',
    halted: 'トークンの台帳を点検しているため、AIは書けません',
  };
  return headings[reason];
}

const THEN = '使えるようになると、この文案は「続きから書く」で続けられます。';

/** Who can help, and when it goes on by itself. */
export function wayOn(stopped: Stopped): WayOn {
  const day = stopped.renewsAt === null ? null : dayText(jstDate(new Date(stopped.renewsAt)));
  switch (stopped.reason) {
    case 'halted':
      return { heading: '点検が終わるのを待つ', text: `情報政策課が台帳を確かめています。${THEN}` };
    case 'no-period':
      return { heading: '契約期間が始まるのを待つ', text: `${day === null ? '' : `次の契約期間は、${day}に始まります。`}${THEN}` };
    case 'month':
      return {
        heading: '来月を待つか、増やしてもらう',
        text: `${day === null ? '' : `${day}になると、また使えます。`}${whoRaises(stopped)}${THEN}`,
      };
    case 'cap':
      return { heading: '増やしてもらう', text: `${whoRaises(stopped)}${THEN}` };
  }
}

function whoRaises({ scope, raisers }: Stopped): string {
  const names = raisers.length === 0 ? '' : `（${raisers.join('、')}）`;
  return `増やせるのは、${scope === 'person' ? `課長${names}と情報政策課` : `情報政策課${names}`}です。`;
}
