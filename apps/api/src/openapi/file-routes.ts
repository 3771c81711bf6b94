import { FILE_NAME_HEADER } from '@bunan/contracts';
import { OCTETS, type RouteDescription } from './route-description.js';

/** The routes of attached files. */
export const FILE_ROUTES: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/api/files',
    summary: '添付するファイルを送る（文案をつくるまでは自分だけのもの）',
    bodyType: OCTETS,
    headers: [{ name: FILE_NAME_HEADER, description: 'ファイルの名前（UTF-8 をパーセント符号にしたもの）', required: true }],
    answer: { status: 201, schema: 'AttachedFile' },
    errors: ['file.refused', 'too-many-requests'],
  },
  {
    method: 'delete',
    path: '/api/files/{id}',
    summary: '自分が送ったファイルを、文案のものになる前に消す（文案のものは消えない）',
    answer: { status: 204 },
    errors: ['not-found'],
  },
  {
    method: 'get',
    path: '/api/drafts/{id}/files/{fileId}',
    summary: '文案の添付ファイル',
    answer: { status: 200, type: OCTETS },
    errors: ['not-found'],
  },
];
