import type { ErrorCode } from '@bunan/contracts';
import type { SchemaName } from './schemas.js';

/** One route of the API as it is described to the outside. */
export interface RouteDescription {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** Open to everybody; others need the session cookie, changes the CSRF token too. */
  readonly isPublic?: boolean;
  readonly body?: SchemaName;
  readonly query?: readonly { readonly name: string; readonly description: string }[];
  readonly headers?: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  readonly answer: { readonly status: number; readonly schema?: SchemaName; readonly type?: string };
  /** Another status that comes with the same body. */
  readonly otherStatus?: number;
  /** What it can refuse with, beside what every route can. */
  readonly errors?: readonly ErrorCode[];
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const EDIT_ERRORS: readonly ErrorCode[] = ['request.invalid', 'not-found', 'draft.not-ready', 'draft.conflict'];

/** Every route; a test compares the list with the routes of the program. */
export const ROUTES: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/api/session',
    summary: 'サインインする',
    isPublic: true,
    body: 'SignIn',
    answer: { status: 200, schema: 'SessionView' },
    errors: ['request.invalid', 'session.refused', 'session.throttled'],
  },
  { method: 'get', path: '/api/session', summary: 'いまのサインイン', answer: { status: 200, schema: 'SessionView' } },
  { method: 'delete', path: '/api/session', summary: 'サインアウトする', answer: { status: 204 } },
  { method: 'get', path: '/api/templates', summary: '様式の一覧', answer: { status: 200, schema: 'TemplateSummaries' } },
  { method: 'get', path: '/api/templates/{id}', summary: '様式', answer: { status: 200, schema: 'TemplateView' }, errors: ['not-found'] },
  {
    method: 'get',
    path: '/api/templates/{id}/input',
    summary: '自分の書きかけの入力',
    answer: { status: 200, schema: 'SavedInputView' },
    errors: ['not-found'],
  },
  {
    method: 'put',
    path: '/api/templates/{id}/input',
    summary: '書きかけの入力を保存する',
    body: 'SavedInput',
    answer: { status: 200, schema: 'SavedInputView' },
    errors: ['request.invalid', 'not-found', 'answers.personal-number'],
  },
  { method: 'delete', path: '/api/templates/{id}/input', summary: '書きかけの入力を消す', answer: { status: 204 } },
  {
    method: 'post',
    path: '/api/estimates',
    summary: '作成にかかるトークンの見積り（何も使わず、何も残さない）',
    body: 'EstimateDraft',
    answer: { status: 200, schema: 'EstimateView' },
    errors: ['request.invalid', 'not-found', 'answers.invalid', 'answers.personal-number'],
  },
  {
    method: 'get',
    path: '/api/drafts',
    summary: '課の文案の一覧（新しい順）',
    query: [{ name: 'before', description: '前のページの next' }],
    answer: { status: 200, schema: 'DraftPage' },
    errors: ['request.invalid'],
  },
  {
    method: 'post',
    path: '/api/drafts',
    summary: '文案をつくり始める',
    body: 'CreateDraft',
    headers: [{ name: 'Idempotency-Key', description: '同じ番号と内容なら、同じ文案を答える', required: true }],
    answer: { status: 202, schema: 'DraftReceipt' },
    errors: ['request.invalid', 'not-found', 'answers.invalid', 'answers.personal-number', 'draft.key-reused'],
  },
  { method: 'get', path: '/api/drafts/{id}', summary: '文案', answer: { status: 200, schema: 'DraftView' }, errors: ['not-found'] },
  {
    method: 'get',
    path: '/api/drafts/{id}/events',
    summary: '文案の変化（Server-Sent Events。draft と、毎秒の heartbeat）',
    headers: [{ name: 'Last-Event-ID', description: '最後に受け取った version', required: false }],
    answer: { status: 200, type: 'text/event-stream' },
    errors: ['not-found'],
  },
  {
    method: 'get',
    path: '/api/drafts/{id}/docx',
    summary: 'Word ファイル',
    query: [{ name: 'status', description: 'draft（案）か final（確定版）' }],
    answer: { status: 200, type: DOCX },
    errors: ['request.invalid', 'not-found', 'draft.not-ready', 'draft.not-confirmed'],
  },
  {
    method: 'post',
    path: '/api/drafts/{id}/cancel',
    summary: '作成を中止する',
    answer: { status: 200, schema: 'DraftView' },
    errors: ['not-found', 'draft.not-ready'],
  },
  {
    method: 'patch',
    path: '/api/drafts/{id}/sections/{sectionId}',
    summary: '節の文章を直す（新しい版になり、確認は取り消される）',
    body: 'EditSection',
    answer: { status: 200, schema: 'DraftView' },
    errors: EDIT_ERRORS,
  },
  {
    method: 'patch',
    path: '/api/drafts/{id}/answers',
    summary: '入力した値を直す（新しい版になり、確認は取り消される）',
    body: 'EditAnswers',
    answer: { status: 200, schema: 'DraftView' },
    errors: [...EDIT_ERRORS, 'answers.invalid', 'answers.personal-number'],
  },
  {
    method: 'post',
    path: '/api/drafts/{id}/confirmations',
    summary: '自分の名で確認する',
    body: 'ConfirmDraft',
    answer: { status: 201, schema: 'DraftView' },
    errors: [...EDIT_ERRORS, 'draft.unsettled', 'draft.truncated'],
  },
  { method: 'get', path: '/api/usage', summary: 'トークンの残り', answer: { status: 200, schema: 'UsageView' } },
  { method: 'get', path: '/api/openapi.json', summary: 'この説明', isPublic: true, answer: { status: 200, type: 'application/json' } },
  { method: 'get', path: '/health', summary: '各部の状態', isPublic: true, answer: { status: 200, schema: 'HealthView' } },
  { method: 'get', path: '/health/live', summary: '動いているか', isPublic: true, answer: { status: 200, schema: 'Status' } },
  {
    method: 'get',
    path: '/health/ready',
    summary: '要求に答えられるか（答えられないときは 503）',
    isPublic: true,
    answer: { status: 200, schema: 'Status' },
    otherStatus: 503,
  },
];
