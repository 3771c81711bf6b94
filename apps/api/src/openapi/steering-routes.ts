import { DOCX, type RouteDescription } from './route-description.js';

const CAP_ERRORS = ['request.invalid', 'not-found', 'quota.no-period'] as const;

const REPORT_QUERY = [
  { name: 'by', description: 'day、month、fiscal-year、department、person、template、model、origin のどれか' },
  { name: 'from', description: '初めの日（日本時間）。ないときは契約期間の初めの日' },
  { name: 'until', description: '終わりの日（日本時間、その日を含む）。ないときは契約期間の終わりの日' },
] as const;

/** Beside `by`. */
const DAYS_QUERY = REPORT_QUERY.slice(1);

/** The routes with which administrators and heads steer the tokens. */
export const STEERING_ROUTES: readonly RouteDescription[] = [
  { method: 'get', path: '/api/usage/history', summary: '自分と課の月ごとの使用量', answer: { status: 200, schema: 'UsageHistory' } },
  { method: 'get', path: '/api/usage/outlook', summary: '契約の使用量と見込み', answer: { status: 200, schema: 'UsageOutlook' } },
  {
    method: 'get',
    path: '/api/usage/report',
    summary: '使用量の集計',
    query: REPORT_QUERY,
    answer: { status: 200, schema: 'UsageReport' },
    errors: ['request.invalid', 'quota.no-period'],
  },
  {
    method: 'get',
    path: '/api/usage/report.csv',
    summary: '使用量の集計（Excel で開けるCSV）',
    query: REPORT_QUERY,
    answer: { status: 200, type: 'text/csv' },
    errors: ['request.invalid', 'quota.no-period'],
  },
  {
    method: 'get',
    path: '/api/usage/report.docx',
    summary: '生成AI利用状況月次報告（Word。月の途中は、その日までの分）',
    query: [{ name: 'month', description: '月（2026-04 のように。日本時間）' }],
    answer: { status: 200, type: DOCX },
    errors: ['request.invalid', 'quota.no-period'],
  },
  {
    method: 'post',
    path: '/api/usage/what-if',
    summary: '課から課へ移したときの見込み（何も変えない）',
    body: 'WhatIfQuery',
    answer: { status: 200, schema: 'WhatIfView' },
    errors: ['request.invalid', 'not-found', 'quota.no-period', 'quota.not-free'],
  },
  { method: 'get', path: '/api/periods', summary: '契約期間の一覧（新しい順）', answer: { status: 200, schema: 'ContractPeriods' } },
  {
    method: 'post',
    path: '/api/periods',
    summary: '契約期間を登録する',
    body: 'OpenPeriod',
    answer: { status: 201, schema: 'ContractPeriods' },
    errors: ['request.invalid', 'quota.overlap'],
  },
  { method: 'get', path: '/api/caps', summary: '契約と課の上限', answer: { status: 200, schema: 'CapsView' } },
  {
    method: 'get',
    path: '/api/caps/departments/{id}',
    summary: '課とその職員の上限',
    answer: { status: 200, schema: 'DepartmentPeopleView' },
    errors: ['not-found', 'quota.no-period'],
  },
  {
    method: 'put',
    path: '/api/caps/contract',
    summary: '契約の上限を変える',
    body: 'SetContractCap',
    answer: { status: 200, schema: 'CapsView' },
    errors: CAP_ERRORS,
  },
  {
    method: 'put',
    path: '/api/caps/departments/{id}',
    summary: '課の上限を変える',
    body: 'SetDepartmentCap',
    answer: { status: 200, schema: 'CapsView' },
    errors: CAP_ERRORS,
  },
  {
    method: 'put',
    path: '/api/caps/departments/{id}/person-rule',
    summary: '課の職員1人の上限を変える',
    body: 'SetPersonCap',
    answer: { status: 200, schema: 'DepartmentPeopleView' },
    errors: CAP_ERRORS,
  },
  {
    method: 'put',
    path: '/api/caps/people/{id}',
    summary: '名を挙げて、職員の上限を変える',
    body: 'SetPersonCap',
    answer: { status: 200, schema: 'DepartmentPeopleView' },
    errors: CAP_ERRORS,
  },
  {
    method: 'post',
    path: '/api/caps/reallocations',
    summary: '課から課へ、空いている分を移す',
    body: 'Reallocate',
    answer: { status: 200, schema: 'CapsView' },
    errors: [...CAP_ERRORS, 'quota.not-free'],
  },
  { method: 'get', path: '/api/ledger/state', summary: '台帳の点検の結果', answer: { status: 200, schema: 'LedgerState' } },
  { method: 'post', path: '/api/ledger/checks', summary: '台帳を点検する', answer: { status: 200, schema: 'LedgerState' } },
  {
    method: 'post',
    path: '/api/ledger/halt/lift',
    summary: '止まった呼出しを再び認める',
    body: 'LiftHalt',
    answer: { status: 200, schema: 'LedgerState' },
    errors: ['request.invalid'],
  },
  { method: 'get', path: '/api/ledger/estimates', summary: '推定で精算した呼出し', answer: { status: 200, schema: 'EstimatedCalls' } },
  {
    method: 'get',
    path: '/api/ledger/entries.csv',
    summary: '台帳の記録（Excel で開けるCSV。記録した順）',
    query: DAYS_QUERY,
    answer: { status: 200, type: 'text/csv' },
    errors: ['request.invalid', 'quota.no-period'],
  },
  {
    method: 'post',
    path: '/api/ledger/corrections',
    summary: '推定で精算した呼出しを直す',
    body: 'Correct',
    answer: { status: 200, schema: 'EstimatedCalls' },
    errors: ['request.invalid', 'quota.not-estimated'],
  },
];
