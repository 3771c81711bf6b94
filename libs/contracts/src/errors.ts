import type { FieldError } from './problem.js';

/**
 * Every failure a person can act on: its HTTP status and the sentence they read.
 *
 * The sentence says what happened and what to do; details of one field come in `errors` of the problem.
 */
export const errorTable = {
  'request.malformed': { status: 400, title: '送られた内容の形式が正しくありません。ページを開き直してから、もう一度お試しください。' },
  'request.invalid': { status: 400, title: '送られた内容に誤りがあります。示された項目を直してください。' },
  'request.too-large': { status: 413, title: '送られた内容が大きすぎます。文章を短くしてください。' },
  'request.not-supported': { status: 415, title: 'この形式の内容は受け取れません。ページを開き直してから、もう一度お試しください。' },
  'request.method': { status: 405, title: 'この操作はできません。' },
  'session.required': { status: 401, title: 'サインインが必要です。サインインしてください。' },
  'session.refused': { status: 401, title: '職員番号又はパスワードが違います。' },
  'session.throttled': { status: 429, title: 'サインインの誤りが続いたため、しばらく受け付けません。時間をおいてお試しください。' },
  'session.csrf': { status: 403, title: '画面が古くなっています。ページを開き直してから、もう一度お試しください。' },
  forbidden: { status: 403, title: 'この操作をする権限がありません。' },
  'not-found': { status: 404, title: '見つかりません。消されたか、ほかの課のものです。' },
  'answers.invalid': { status: 422, title: '入力に誤りがあります。示された項目を直してください。' },
  'answers.personal-number': {
    status: 422,
    title: '個人番号（マイナンバー）又はカード番号と思われる数字があります。削ってから送ってください。',
  },
  'document.unreadable': { status: 422, title: 'この文書は読めません。示された理由を確かめて、直してから、もう一度選んでください。' },
  'file.refused': { status: 422, title: 'このファイルは添付できません。示された理由を確かめて、選び直してください。' },
  'draft.key-reused': { status: 409, title: '同じ受付番号で別の内容が送られました。ページを開き直してください。' },
  'draft.conflict': { status: 409, title: 'ほかの人が先に直しました。最新の版を確かめてから、もう一度直してください。' },
  'draft.not-ready': { status: 409, title: 'この文案は、まだその操作ができる状態ではありません。' },
  'draft.not-confirmed': { status: 409, title: '確認が済んでいないため、確定版は出力できません。先に確認してください。' },
  'draft.unsettled': { status: 409, title: '【要確認】などの印が文中に残っています。直してから確認してください。' },
  'draft.truncated': { status: 409, title: '文章が途中で打ち切られています。続きを書き足してから確認してください。' },
  'quota.no-period': { status: 409, title: 'いま使える契約期間がありません。先に契約期間を登録してください。' },
  'quota.overlap': { status: 409, title: 'この期間は、すでにある契約期間と重なります。日を確かめてください。' },
  'quota.not-free': { status: 409, title: '使った分と予約の分は移せません。移す量を減らしてください。' },
  'quota.not-estimated': { status: 409, title: 'この記録は直せません。推定で精算した記録だけを直せます。' },
  'template.exists': { status: 409, title: 'この番号の様式は、もうあります。別の番号にしてください。' },
  'template.open': { status: 409, title: 'この様式には、作業中の版があります。その版を公開するか、廃止してから、もう一度お試しください。' },
  'template.not-draft': { status: 409, title: 'この版は、いまは直せません。作成中に戻すか、次の版をつくってください。' },
  'template.refused': { status: 422, title: 'この内容は保存できません。大きすぎるか、使えない名前が入っています。' },
  'template.act': { status: 409, title: 'この操作は、いまはできません。示された理由を確かめてください。' },
  'template.not-standing': { status: 409, title: 'この版は、まだ試せません。審査に出してから、もう一度お試しください。' },
  'template.changed': { status: 409, title: 'ほかの人が先に保存しました。違いを確かめてから、もう一度保存してください。' },
  'too-many-requests': { status: 429, title: '短い間に操作が多すぎます。少し待ってからお試しください。' },
  'service.unavailable': { status: 503, title: 'いま一時的に使えません。入力は残っています。少し待ってからお試しください。' },
  unexpected: { status: 500, title: '思わぬ不具合が起きました。入力は残っています。続くときは情報政策課に知らせてください。' },
} as const satisfies Record<string, { status: number; title: string }>;

/** The code of a failure, as it stands in the problem document and in the code. */
export type ErrorCode = keyof typeof errorTable;

/**
 * A failure the user or an administrator can act on.
 *
 * Anything that is not a DomainError is a bug or an outage and becomes HTTP 500 without details.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions & { readonly errors?: readonly FieldError[] },
  ) {
    super(message, options);
    this.name = 'DomainError';
    this.errors = options?.errors ?? [];
  }

  /** Errors of single values, for `answers.invalid` and `request.invalid`. */
  readonly errors: readonly FieldError[];
}
