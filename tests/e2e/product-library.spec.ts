import { publishTemplates, TemplateLibrary, type PublishedFile } from '@bunan/drafts';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { libraryTemplate } from '../support/library.js';
import { addCurators, addPeople } from '../support/people.js';

/** What `npm run migrate` does with the templates of the product, beside what the city has made of them. */
describe('the library of the product in a city that has its own versions', () => {
  let database: TestDatabase;
  let owner: DataSource;
  let number = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    ({ owner } = database);
    await addPeople(owner);
    await addCurators(owner);
  });
  afterAll(async () => {
    await database.close();
  });

  /** A template of the product of this test's own, whose content names its edition. */
  function product() {
    number += 1;
    const id = `product-${String(number)}`;
    const content = (edition: string) => ({ ...libraryTemplate('tsuchi-taigai'), id, purpose: edition });
    return {
      id,
      bring: async (edition: string): Promise<PublishedFile | undefined> =>
        (await publishTemplates(owner, [{ id, content: content(edition) }]))[0],
      content,
    };
  }

  const change = (id: string, version: number, set: string) =>
    owner.query(`UPDATE template_version SET ${set}, revision = revision + 1 WHERE template_id = $1 AND version = $2`, [id, version]);

  const person = (login: string) => `(SELECT id FROM person WHERE login = '${login}')`;

  /** A version of the city, in 作成中. */
  async function begin(id: string, version: number): Promise<void> {
    await owner.query(
      `INSERT INTO template_version (template_id, version, content, content_hash, authors)
       VALUES ($1, $2, '{"id": "own"}', sha256('own'), ARRAY[${person('curator')}])`,
      [id, version],
    );
  }

  const submit = (id: string, version: number) => change(id, version, `state = 'in-review'`);
  const approve = (id: string, version: number) => change(id, version, `state = 'approved', approver_id = ${person('approver')}`);
  const publish = (id: string, version: number) =>
    change(id, version, `state = 'published', published_at = now(), effective_from = template_today()`);

  async function versions(id: string): Promise<string[]> {
    const rows = await owner.query<{ line: string }[]>(
      `SELECT concat_ws(' ', version, state, content ->> 'purpose') AS line FROM template_version WHERE template_id = $1 ORDER BY version`,
      [id],
    );
    return rows.map(({ line }) => line);
  }

  it('is published, edition after edition, each once', async () => {
    const { id, bring } = product();
    expect(await bring('A')).toEqual({ id, version: 1, state: 'published' });
    expect(await bring('A')).toBeUndefined();
    expect(await bring('B')).toEqual({ id, version: 2, state: 'published' });
    expect(await bring('B')).toBeUndefined();
    expect(await versions(id)).toEqual(['1 published A', '2 published B']);
  });

  it('waits in 作成中 where the city has published its own version, and comes once', async () => {
    const { id, bring } = product();
    await bring('A');
    await begin(id, 2);
    await submit(id, 2);
    await approve(id, 2);
    await publish(id, 2);
    expect(await bring('A')).toBeUndefined();
    expect(await bring('B')).toEqual({ id, version: 3, state: 'draft' });
    expect(await bring('B')).toBeUndefined();
    expect(await versions(id)).toEqual(['1 published A', '2 published', '3 draft B']);
  });

  it('does not come again after the city has given it up', async () => {
    const { id, bring } = product();
    await bring('A');
    await begin(id, 2);
    await submit(id, 2);
    await approve(id, 2);
    await publish(id, 2);
    await bring('B');
    await change(id, 3, `state = 'retired'`);
    expect(await bring('B')).toBeUndefined();
    expect(await bring('C')).toEqual({ id, version: 4, state: 'draft' });
  });

  it('says that it waits while the city works on a version, whoever began it', async () => {
    const { id, bring } = product();
    await bring('A');
    await begin(id, 2);
    expect(await bring('B')).toEqual({ id, version: null, state: 'waiting' });
    expect(await bring('A')).toBeUndefined();
    expect(await versions(id)).toEqual(['1 published A', '2 draft']);
  });

  it('is published where the city has only begun a version and given it up', async () => {
    const { id, bring } = product();
    await bring('A');
    await begin(id, 2);
    await change(id, 2, `state = 'retired'`);
    expect(await bring('A')).toBeUndefined();
    expect(await bring('B')).toEqual({ id, version: 3, state: 'published' });
  });

  it('does not bring back what the city has retired', async () => {
    const { id, bring } = product();
    await bring('A');
    await change(id, 1, `state = 'retired', effective_until = template_today()`);
    expect(await bring('A')).toBeUndefined();
    expect(await bring('B')).toEqual({ id, version: 2, state: 'draft' });
    expect(await versions(id)).toEqual(['1 retired A', '2 draft B']);
  });

  it('is approved by the city like any other version', async () => {
    const { id, bring } = product();
    await bring('A');
    await begin(id, 2);
    await submit(id, 2);
    await approve(id, 2);
    await publish(id, 2);
    await bring('B');
    await submit(id, 3);
    await expect(change(id, 3, `state = 'approved'`)).rejects.toThrow(/has its approver/);
    await approve(id, 3);
    await publish(id, 3);
    expect(await bring('B')).toBeUndefined();
    expect(await bring('C')).toEqual({ id, version: 4, state: 'draft' });
  });

  it('comes once when two bring it in at the same moment', async () => {
    const { id, bring } = product();
    const news = await Promise.all([bring('A'), bring('A'), bring('A')]);
    expect(news.filter((each) => each !== undefined)).toEqual([{ id, version: 1, state: 'published' }]);
  });
});

describe('the templates that clerks are given', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.close();
  });

  it('are right by the rules of today; what is no longer stays open for its documents', async () => {
    const { owner } = database;
    const wrong = { ...libraryTemplate('tsuchi-taigai'), id: 'of-yesterday', prompt: '{{nobody}}' };
    await publishTemplates(owner, [{ id: 'of-yesterday', content: wrong }]);
    const library = new TemplateLibrary(owner);
    const offered = (await library.all('00000000-0000-4000-8000-000000000000')).map(({ id }) => id);
    expect(offered).toContain('tsuchi-taigai');
    expect(offered).not.toContain('of-yesterday');
    expect((await library.version('of-yesterday', 1)).template.prompt).toBe('{{nobody}}');
  });

  it('follow the day of the database', async () => {
    const { owner } = database;
    const id = 'of-tomorrow';
    await publishTemplates(owner, [{ id, content: { ...libraryTemplate('tsuchi-taigai'), id } }]);
    const isOffered = async () =>
      (await new TemplateLibrary(owner).all('00000000-0000-4000-8000-000000000000')).some((each) => each.id === id);
    const today = (days: number) =>
      owner.query(
        `CREATE OR REPLACE FUNCTION template_today() RETURNS date LANGUAGE sql VOLATILE
           RETURN (clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date + ${String(days)}`,
      );
    expect(await isOffered()).toBe(true);
    await today(-1);
    expect(await isOffered()).toBe(false);
    await today(0);
    await owner.query(
      `UPDATE template_version SET state = 'retired', revision = 1, effective_until = template_today() + 2 WHERE template_id = $1`,
      [id],
    );
    await today(1);
    expect(await isOffered()).toBe(true);
    await today(2);
    expect(await isOffered()).toBe(false);
  });
});
