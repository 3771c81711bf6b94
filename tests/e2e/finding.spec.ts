import { randomUUID } from 'node:crypto';
import type { Problem, TemplateSummary, TemplateView } from '@bunan/contracts';
import { publishTemplates } from '@bunan/drafts';
import type { TestClient } from '../support/client.js';
import { createTestDatabase } from '../support/database.js';
import { Installation } from '../support/installation.js';
import { LIBRARY, libraryTemplate } from '../support/library.js';

/** Templates that differ in one place each, found by words that the library does not have. */
const OWN = [
  { id: 'ginnan-group', name: '甲の様式', group: '銀杏の分類' },
  { id: 'ginnan-keyword', name: '乙の様式', keywords: ['銀杏', 'ぎんなんメール'] },
  { id: 'ginnan-name', name: '銀杏祭りの案内', keywords: [] },
  { id: 'ginnan-purpose', name: '丁の様式', purpose: '秋の銀杏を配る文書です。' },
];

const ids = (templates: readonly TemplateSummary[]) => templates.map(({ id }) => id);

describe('finding a template', () => {
  let installation: Installation;
  let a1: TestClient;
  let a2: TestClient;
  let b1: TestClient;

  beforeAll(async () => {
    const database = await createTestDatabase();
    await publishTemplates(
      database.owner,
      OWN.map((own) => ({ id: own.id, content: { ...libraryTemplate('shimin-kaito'), keywords: [], tests: [], ...own } })),
    );
    installation = await Installation.start({ workers: 0, database });
    [a1, a2, b1] = await Promise.all([installation.signedIn('a1'), installation.signedIn('a2'), installation.signedIn('b1')]);
  });
  afterAll(async () => {
    await installation.stop();
  });

  const list = async (client: TestClient, text?: string): Promise<readonly TemplateSummary[]> => {
    const query = text === undefined ? '' : `?text=${encodeURIComponent(text)}`;
    const { status, body } = await client.get<TemplateSummary[]>(`/api/templates${query}`);
    expect(status).toBe(200);
    return body;
  };
  const one = async (client: TestClient, id: string): Promise<TemplateSummary | undefined> =>
    (await list(client)).find((template) => template.id === id);
  const mark = (client: TestClient, id: string, method = 'PUT') => client.send<Problem | null>(method, `/api/templates/${id}/favourite`);

  /** A draft as it would stand after some days. */
  const used = async (client: TestClient, id: string, days: number): Promise<void> => {
    const draft = await client.submit(id, {}, 'boilerplate');
    await installation.database.owner.query(`UPDATE draft SET created_at = now() - $2 * interval '1 day' WHERE id = $1`, [draft, days]);
  };

  describe('search', () => {
    it('gives everything without a text, and for a text without words', async () => {
      const all = [...LIBRARY, ...OWN.map(({ id }) => id)].toSorted();
      expect(ids(await list(a1))).toEqual(all);
      expect(ids(await list(a1, '　'))).toEqual(all);
    });

    it('ranks name, keyword, purpose, group', async () => {
      expect(ids(await list(a1, '銀杏'))).toEqual(['ginnan-name', 'ginnan-keyword', 'ginnan-purpose', 'ginnan-group']);
    });

    it.each(['ぎんなんめーる', 'ギンナンメール', 'ｷﾞﾝﾅﾝﾒｰﾙ', 'ぎんなん めいる', 'メール　ギンナン'])(
      'knows no difference of kana, width and long vowels: %s',
      async (text) => {
        expect(ids(await list(a1, text))).toEqual(['ginnan-keyword']);
      },
    );

    it.each(['つうち', 'ツウチ', 'ﾂｳﾁ'])('finds 通知文 by its reading: %s', async (text) => {
      expect(ids(await list(a1, text))).toContain('tsuchi-taigai');
    });

    it('wants all of the words', async () => {
      expect(ids(await list(a1, '銀杏　配る'))).toEqual(['ginnan-purpose']);
      expect(await list(a1, '銀杏 ない言葉')).toEqual([]);
    });

    it.each([`text=${'あ'.repeat(201)}`, 'text=a&text=b', 'q=a'])('refuses a query that is none: %s', async (query) => {
      const { status, body } = await a1.get<Problem>(`/api/templates?${query}`);
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
    });

    it('takes any characters as characters', async () => {
      expect(await list(a1, `%_' OR 1=1 --\u0000\\`)).toEqual([]);
    });
  });

  describe('favourites', () => {
    it('are the own ones of each person', async () => {
      expect((await mark(a1, 'ginnan-name')).status).toBe(204);
      expect((await mark(a1, 'ginnan-name')).status).toBe(204);
      expect((await list(a1)).filter(({ isFavourite }) => isFavourite).map(({ id }) => id)).toEqual(['ginnan-name']);
      expect((await one(a2, 'ginnan-name'))?.isFavourite).toBe(false);
      expect((await a1.get<TemplateView>('/api/templates/ginnan-name')).body.isFavourite).toBe(true);
    });

    it('can be taken away, also twice', async () => {
      expect((await mark(a1, 'ginnan-name', 'DELETE')).status).toBe(204);
      expect((await mark(a1, 'ginnan-name', 'DELETE')).status).toBe(204);
      expect((await one(a1, 'ginnan-name'))?.isFavourite).toBe(false);
    });

    it('are marked only where there is a template', async () => {
      expect(await mark(a1, 'none')).toMatchObject({ status: 404, body: { code: 'not-found' } });
      expect((await mark(a1, 'none', 'DELETE')).status).toBe(204);
    });

    it('are for those who work on documents', async () => {
      const auditor = await installation.signedIn('auditor');
      expect((await mark(auditor, 'ginnan-name')).status).toBe(403);
      expect((await one(auditor, 'ginnan-name'))?.isFavourite).toBe(false);
    });
  });

  describe('use', () => {
    it('is nothing at first', async () => {
      expect(await one(a1, 'ginnan-group')).toMatchObject({ lastUsedAt: null, usesInDepartment: 0 });
    });

    it('remembers when the person has last begun a document, and nobody else', async () => {
      await used(a1, 'ginnan-name', 200);
      await used(a1, 'ginnan-name', 3);
      const template = await one(a1, 'ginnan-name');
      expect(Date.now() - Date.parse(template?.lastUsedAt ?? '')).toBeCloseTo(3 * 86_400_000, -5);
      expect((await one(a2, 'ginnan-name'))?.lastUsedAt).toBeNull();
    });

    it('counts what the own department has begun in 90 days, and no other', async () => {
      await used(a1, 'ginnan-keyword', 89);
      await used(a2, 'ginnan-keyword', 1);
      await used(a2, 'ginnan-keyword', 91);
      await used(b1, 'ginnan-keyword', 1);
      expect((await one(a1, 'ginnan-keyword'))?.usesInDepartment).toBe(2);
      expect((await one(b1, 'ginnan-keyword'))?.usesInDepartment).toBe(1);
      expect((await a2.get<TemplateView>('/api/templates/ginnan-keyword')).body.usesInDepartment).toBe(2);
    });

    it('counts a form that is sent twice once', async () => {
      const before = (await one(b1, 'ginnan-group'))?.usesInDepartment ?? 0;
      const body = { templateId: 'ginnan-group', answers: await b1.sample('ginnan-group'), writer: 'boilerplate' };
      const key = randomUUID();
      await b1.post('/api/drafts', body, { 'idempotency-key': key });
      await b1.post('/api/drafts', body, { 'idempotency-key': key });
      expect((await one(b1, 'ginnan-group'))?.usesInDepartment).toBe(before + 1);
    });
  });

  it('shows a picture and the usual tokens of each template', async () => {
    for (const { id, expectedTokens, miniature } of await list(a1)) {
      expect({ id, tokens: expectedTokens > 0 }).toEqual({ id, tokens: libraryTokens(id) });
      expect(miniature.text).toMatch(/^(M[\d.]+ [\d.]+h[\d.]+)+$/);
    }
  });

  it('sees a new version within seconds', async () => {
    const content = { ...libraryTemplate('shimin-kaito'), tests: [], id: 'ginnan-name', name: '銀杏祭りのお知らせ' };
    await publishTemplates(installation.database.owner, [{ id: 'ginnan-name', content }]);
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    expect(await one(a1, 'ginnan-name')).toMatchObject({ version: 2, name: '銀杏祭りのお知らせ' });
    expect(ids(await list(a1, '銀杏祭り'))).toEqual(['ginnan-name']);
  });
});

/** Whether a model writes something of the template. */
function libraryTokens(id: string): boolean {
  return !LIBRARY.includes(id) || libraryTemplate(id).sections.length > 0;
}
