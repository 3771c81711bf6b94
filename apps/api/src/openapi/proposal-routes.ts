import { DOCX, type RouteDescription } from './route-description.js';

/** The route that reads an old document. */
export const PROPOSAL_ROUTES: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/api/curation/proposals',
    summary: 'Word 文書から、項目と節の案をつくる（AIは使わず、何も残さない）',
    bodyType: DOCX,
    answer: { status: 200, schema: 'ProposalsView' },
    errors: ['document.unreadable'],
  },
];
