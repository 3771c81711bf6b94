import type { RouteDescription } from './route-description.js';

const TEXT_QUERY = [{ name: 'text', description: '名前の一部（全角・半角、ひらがな・カタカナは区別しない）' }] as const;

/** The routes that suggest names while somebody types. */
export const LOOKUP_ROUTES: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/api/lookups/people',
    summary: '職員の氏名の候補（20件まで）',
    query: TEXT_QUERY,
    answer: { status: 200, schema: 'PersonSuggestions' },
    errors: ['request.invalid'],
  },
  {
    method: 'get',
    path: '/api/lookups/departments',
    summary: '課の名前の候補（20件まで）',
    query: TEXT_QUERY,
    answer: { status: 200, schema: 'DepartmentSuggestions' },
    errors: ['request.invalid'],
  },
];
