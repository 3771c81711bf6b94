import type { RouteDescription } from './route-description.js';

/** The routes with which people read what they are told. */
export const NOTICE_ROUTES: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/api/notices',
    summary: '自分に関わるお知らせ（新しい順）',
    query: [{ name: 'before', description: '前のページの next' }],
    answer: { status: 200, schema: 'NoticePage' },
    errors: ['request.invalid'],
  },
  {
    method: 'post',
    path: '/api/notices/seen',
    summary: 'このお知らせまで見た',
    body: 'SeenNotices',
    answer: { status: 200, schema: 'UnseenNotices' },
    errors: ['request.invalid'],
  },
];
