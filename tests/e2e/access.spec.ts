import { chainAudit, verifyAudit } from '@bunan/audit';
import { loadConfig } from '@bunan/config';
import type { Problem, Role } from '@bunan/contracts';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Client } from 'pg';
import { AccessGuard } from '../../apps/api/src/http/access.guard.js';
import { ROUTES } from '../../apps/api/src/openapi/routes.js';
import { SESSION_COOKIE, Sessions } from '../../apps/api/src/sign-in/sessions.js';
import { TestClient } from '../support/client.js';
import type { Answer } from '../support/description.js';
import { Installation } from '../support/installation.js';
import { addCurators } from '../support/people.js';

/** Who opens a route: everybody, whoever is signed in, those who work on documents, or people with one of some roles. */
type Audience = 'everybody' | 'signed in' | 'staff' | readonly Role[];

/** The documented table (FAULTS.md, P36): a route that is missing here fails the test. */
const TABLE: Readonly<Record<string, Audience>> = {
  'post /api/session': 'everybody',
  'get /api/session': 'signed in',
  'delete /api/session': 'signed in',
  'get /api/templates': 'signed in',
  'get /api/templates/{id}': 'signed in',
  'put /api/templates/{id}/favourite': 'staff',
  'delete /api/templates/{id}/favourite': 'staff',
  'get /api/templates/{id}/input': 'staff',
  'put /api/templates/{id}/input': 'staff',
  'delete /api/templates/{id}/input': 'staff',
  'get /api/lookups/people': 'staff',
  'get /api/lookups/departments': 'staff',
  'post /api/files': 'staff',
  'delete /api/files/{id}': 'staff',
  'get /api/drafts/{id}/files/{fileId}': 'staff',
  'post /api/estimates': 'staff',
  'get /api/drafts': 'staff',
  'post /api/drafts': 'staff',
  'get /api/drafts/{id}': 'staff',
  'get /api/drafts/{id}/events': 'staff',
  'get /api/drafts/{id}/docx': 'staff',
  'post /api/drafts/{id}/cancel': 'staff',
  'post /api/drafts/{id}/resume': 'staff',
  'get /api/drafts/{id}/continuation': 'staff',
  'post /api/drafts/{id}/continuation': 'staff',
  'patch /api/drafts/{id}/sections/{sectionId}': 'staff',
  'patch /api/drafts/{id}/answers': 'staff',
  'post /api/drafts/{id}/confirmations': 'staff',
  'get /api/usage': 'signed in',
  'get /api/usage/history': 'signed in',
  'get /api/usage/outlook': ['admin', 'auditor'],
  'get /api/usage/report': ['admin', 'auditor'],
  'get /api/usage/report.csv': ['admin', 'auditor'],
  'get /api/usage/report.docx': ['admin', 'auditor'],
  'post /api/usage/what-if': ['admin', 'auditor'],
  'get /api/periods': ['admin', 'auditor'],
  'post /api/periods': ['admin'],
  'get /api/caps': ['admin', 'auditor', 'head'],
  'get /api/caps/departments/{id}': ['admin', 'auditor', 'head'],
  'put /api/caps/contract': ['admin'],
  'put /api/caps/departments/{id}': ['admin'],
  'put /api/caps/departments/{id}/person-rule': ['admin', 'head'],
  'put /api/caps/people/{id}': ['admin', 'head'],
  'post /api/caps/reallocations': ['admin'],
  'get /api/ledger/state': ['admin', 'auditor'],
  'post /api/ledger/checks': ['admin', 'auditor'],
  'post /api/ledger/halt/lift': ['admin'],
  'get /api/ledger/estimates': ['admin', 'auditor'],
  'get /api/ledger/entries.csv': ['admin', 'auditor'],
  'post /api/ledger/corrections': ['admin'],
  'get /api/curation/templates': ['curator', 'approver', 'admin', 'auditor'],
  'post /api/curation/templates': ['curator'],
  'post /api/curation/templates/{id}/versions': ['curator'],
  'get /api/curation/templates/{id}/versions/{version}': ['curator', 'approver', 'admin', 'auditor'],
  'put /api/curation/templates/{id}/versions/{version}': ['curator'],
  'post /api/curation/templates/{id}/versions/{version}/acts': ['curator', 'approver', 'admin'],
  'put /api/curation/templates/{id}/visibility': ['curator'],
  'get /api/curation/departments': ['curator'],
  'post /api/curation/checks': ['curator', 'approver', 'admin'],
  'get /api/curation/templates/{id}/versions/{version}/changes': ['curator', 'approver', 'admin', 'auditor'],
  'post /api/curation/comparisons': ['curator', 'approver', 'admin'],
  'get /api/curation/templates/{id}/versions/{version}/file': ['curator', 'approver', 'admin', 'auditor'],
  'post /api/curation/imports': ['curator'],
  'get /api/curation/templates/{id}/versions/{version}/trials': ['curator', 'approver'],
  'get /api/curation/templates/{id}/versions/{version}/trials/{testId}': ['curator', 'approver'],
  'post /api/curation/templates/{id}/versions/{version}/trials/{testId}': ['curator', 'approver'],
  'get /api/notices': 'signed in',
  'post /api/notices/seen': 'signed in',
  'post /api/curation/proposals': ['curator'],
  'get /api/openapi.json': 'everybody',
  'get /health': 'everybody',
  'get /health/live': 'everybody',
  'get /health/ready': 'everybody',
};

const WHO = ['anonymous', 'disabled', 'staff', 'head', 'curator', 'approver', 'admin', 'auditor'] as const;

const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** Status with which the guard refuses, or null when it lets pass. */
function refusalOf(audience: Audience, who: (typeof WHO)[number]): number | null {
  if (audience === 'everybody') {
    return null;
  }
  if (who === 'anonymous' || who === 'disabled') {
    return 401;
  }
  if (typeof audience === 'string') {
    return audience === 'staff' && who === 'auditor' ? 403 : null;
  }
  return audience.includes(who) ? null : 403;
}

/** What an answer tells beside the time of day. */
function tellingOf({ status, headers, body }: Answer<unknown>) {
  return { status, body, headers: [...headers].filter(([name]) => name !== 'date') };
}

describe('access', () => {
  let installation: Installation;
  let draftId: string;

  beforeAll(async () => {
    installation = await Installation.start();
    await addCurators(installation.database.owner);
    const a1 = await installation.signedIn('a1');
    draftId = await a1.submit();
    await a1.ended(draftId);
  });
  afterAll(async () => {
    await installation.stop();
  });

  const refusals = async (action: string, login: string): Promise<string[]> => {
    const rows = await installation.database.owner.query<{ object: string }[]>(
      `SELECT object_id AS object FROM audit_entry
        WHERE action = $1 AND outcome = 'refused' AND person_id = (SELECT id FROM person WHERE login = $2) ORDER BY id`,
      [action, login],
    );
    return rows.map((row) => row.object);
  };

  const clientOf = async (who: (typeof WHO)[number]): Promise<TestClient> => {
    const { owner } = installation.database;
    if (who === 'anonymous') {
      return new TestClient(installation.url);
    }
    if (who !== 'disabled') {
      return installation.signedIn(who === 'staff' ? 'a1' : who);
    }
    await owner.query(`UPDATE person SET disabled_at = NULL WHERE login = 'disabled'`);
    const client = await installation.signedIn('disabled');
    await owner.query(`UPDATE person SET disabled_at = now() WHERE login = 'disabled'`);
    return client;
  };

  it('P36: has every route of the API in the table', () => {
    expect(Object.keys(TABLE)).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`));
  });

  it.each(WHO)('P36: opens to %s what the table says', async (who) => {
    const client = await clientOf(who);
    const seen: Record<string, number | null> = {};
    for (const { method, path } of ROUTES.filter((route) => route.path !== '/api/session')) {
      const { status, body } = await client.send<Problem | null>(
        method.toUpperCase(),
        path.replace('{id}', NOWHERE).replace('{sectionId}', 'lead').replace('{version}', '1').replace('{testId}', 'a'),
      );
      const isGuards = status === 401 || (status === 403 && body?.code === 'forbidden');
      seen[`${method} ${path}`] = isGuards ? status : null;
    }
    const wanted = Object.entries(TABLE).filter(([route]) => !route.endsWith('/api/session'));
    expect(seen).toEqual(Object.fromEntries(wanted.map(([route, audience]) => [route, refusalOf(audience, who)])));
    expect((await client.get('/api/session')).status).toBe(refusalOf('signed in', who) ?? 200);
    expect((await client.send('DELETE', '/api/session')).status).toBe(refusalOf('signed in', who) ?? 204);
  });

  it('P36: records each denial with its route', async () => {
    const denied = Object.entries(TABLE).filter(([, audience]) => refusalOf(audience, 'auditor') === 403);
    const routes = denied.map(([route]) => {
      const [method = '', path = ''] = route.split(' ');
      return `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
    });
    expect(await refusals('access.refused', 'auditor')).toEqual(routes);
  });

  it('P36: denies a route that says nothing of who may call it', async () => {
    const { owner } = installation.database;
    const config = loadConfig({ ...installation.env, PUBLIC_ORIGIN: installation.url });
    const guard = new AccessGuard(new Reflector(), new Sessions(owner, config), owner);
    const admin = await installation.signedIn('admin');
    const cookies = { [SESSION_COOKIE]: admin.sessionCookie.split('=')[1] };
    const request = { method: 'GET', headers: {}, cookies, ip: '127.0.0.1', routeOptions: { url: '/unmarked' } };
    const context = new ExecutionContextHost([request], Object, () => 'open');
    await expect(guard.canActivate(context)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await refusals('access.refused', 'admin')).at(-1)).toBe('GET /unmarked');
  });

  it.each([
    ['GET', '', undefined],
    ['GET', '/events', undefined],
    ['GET', '/docx', undefined],
    ['GET', '/docx?status=final', undefined],
    ['GET', `/files/${'a'.repeat(24)}`, undefined],
    ['POST', '/cancel', undefined],
    ['POST', '/resume', {}],
    ['GET', '/continuation', undefined],
    ['POST', '/continuation', undefined],
    ['PATCH', '/sections/lead', { parts: [{ text: '横取り' }], baseRevision: 1 }],
    ['PATCH', '/answers', { answers: {}, baseRevision: 1 }],
    ['POST', '/confirmations', { revision: 1 }],
  ])('P37: tells another department nothing of a draft: %s %s', async (method, path, body) => {
    const b1 = await installation.signedIn('b1');
    const before = (await refusals('draft.refused', 'b1')).length;
    const other = await b1.send(method, `/api/drafts/${draftId}${path}`, body);
    const none = await b1.send(method, `/api/drafts/${NOWHERE}${path}`, body);
    expect(other).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(tellingOf(other)).toEqual(tellingOf(none));
    expect((await refusals('draft.refused', 'b1')).slice(before)).toEqual([draftId, NOWHERE]);
  });

  it('P37: neither lists nor pages over the drafts of another department', async () => {
    const b1 = await installation.signedIn('b1');
    expect((await b1.get('/api/drafts')).body).toEqual({ drafts: [], next: null });
    const own = await b1.submit('tsuchi-taigai', {}, 'boilerplate');
    const page = await b1.get(`/api/drafts?before=${draftId}`);
    expect(page.body).toEqual({ drafts: [], next: null });
    expect((await b1.draft(own)).state).toBe('ready');
  });

  it('P37: leaves the draft as it was', async () => {
    const a2 = await installation.signedIn('a2');
    expect(await a2.draft(draftId)).toMatchObject({ state: 'ready', revision: 1, confirmed: false });
  });

  it('P40: lets the role of the programs change neither ledger nor record', async () => {
    const client = new Client({ connectionString: installation.database.url });
    await client.connect();
    try {
      for (const table of ['token_ledger', 'audit_entry', 'audit_chain', 'draft_revision', 'template_version', 'quota_allocation']) {
        const { rows } = await client.query<{ column: string }>(
          `SELECT quote_ident(attname) AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity = '' LIMIT 1`,
          [table],
        );
        const column = rows[0]?.column ?? '';
        const acts = [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`];
        for (const act of acts) {
          await expect(client.query(act)).rejects.toMatchObject({ code: '42501' });
        }
      }
    } finally {
      await client.end();
    }
  });

  it('P40: names the entry that somebody with all rights has changed', async () => {
    const { owner } = installation.database;
    while ((await chainAudit(owner)) > 0);
    expect(await verifyAudit(owner)).toBeNull();
    const change = (outcome: string) =>
      `UPDATE audit_entry SET outcome = '${outcome}' WHERE id = (SELECT entry_id FROM audit_chain WHERE position = 3)`;
    await owner.query('ALTER TABLE audit_entry DISABLE TRIGGER ALL');
    const [entry] = await owner.query<{ id: string; outcome: string }[]>(
      'SELECT e.id, e.outcome FROM audit_entry e JOIN audit_chain c ON c.entry_id = e.id WHERE c.position = 3',
    );
    await owner.query(change(entry?.outcome === 'done' ? 'refused' : 'done'));
    expect(await verifyAudit(owner)).toEqual({ position: 3, entryId: entry?.id });
    await owner.query(change(entry?.outcome ?? ''));
    expect(await verifyAudit(owner)).toBeNull();
  });

  it('leaves everything sound', async () => {
    await installation.expectSound('exact');
  });
});
