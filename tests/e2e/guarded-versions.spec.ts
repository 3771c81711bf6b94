import type { DataSource } from 'typeorm';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addCurators, addPeople } from '../support/people.js';

const ID = 'guarded';

/** What the database refuses by itself, whatever a program or the owner asks for. */
describe('versions of templates in the database', () => {
  let database: TestDatabase;
  let owner: DataSource;
  let app: Client;
  let version = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    ({ owner } = database);
    await addPeople(owner);
    await addCurators(owner);
    app = new Client({ connectionString: database.url });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await database.close();
  });

  const person = (login: string) => `(SELECT id FROM person WHERE login = '${login}')`;

  /** One change of the newest version, as a revision of its own. */
  const change = (set: string, client: Pick<Client, 'query'> = app) =>
    client.query(
      `UPDATE template_version SET ${set}, revision = revision + 1 WHERE template_id = '${ID}' AND version = ${String(version)}`,
    );

  const WAY = {
    draft: [],
    'in-review': [`state = 'in-review'`],
    approved: [`state = 'in-review'`, `state = 'approved', approver_id = ${person('approver')}`],
    published: [
      `state = 'in-review'`,
      `state = 'approved', approver_id = ${person('approver')}`,
      `state = 'published', published_at = now(), effective_from = template_today()`,
    ],
    retired: [
      `state = 'in-review'`,
      `state = 'approved', approver_id = ${person('approver')}`,
      `state = 'published', published_at = now(), effective_from = template_today()`,
      `state = 'retired', effective_until = template_today()`,
    ],
  } as const;

  const STATES = ['draft', 'in-review', 'approved', 'published', 'retired'] as const;

  /** A new version in a state; what is open of the template is given up first. */
  async function versionIn(state: keyof typeof WAY): Promise<void> {
    await change(`state = 'draft', approver_id = NULL`).catch(() => undefined);
    await change(`state = 'retired'`).catch(() => undefined);
    version += 1;
    await app.query(
      `INSERT INTO template_version (template_id, version, content, content_hash, authors)
       VALUES ($1, $2, '{"a": 1}', sha256('a'), ARRAY[${person('curator')}])`,
      [ID, version],
    );
    for (const step of WAY[state]) {
      await change(step);
    }
  }

  it('lets the programs begin a version in draft only', async () => {
    const insert = (columns: string, values: string) =>
      app.query(
        `INSERT INTO template_version (template_id, version, content, content_hash, ${columns})
         VALUES ('forged', 1, '{}', sha256('a'), ${values})`,
      );
    await expect(insert('state', `'published'`)).rejects.toMatchObject({ code: '42501' });
    await expect(insert('approver_id', person('approver'))).rejects.toMatchObject({ code: '42501' });
    await expect(insert('effective_from', 'template_today()')).rejects.toMatchObject({ code: '42501' });
  });

  it('goes only where the table of states leads', async () => {
    const seen: string[] = [];
    for (const from of STATES) {
      for (const to of STATES.filter((each) => each !== from)) {
        await versionIn(from);
        const more = {
          draft: ', approver_id = NULL',
          'in-review': '',
          approved: `, approver_id = ${person('approver')}`,
          published: ', published_at = now(), effective_from = template_today()',
          retired: from === 'published' ? ', effective_until = template_today()' : '',
        }[to];
        const isDone = await change(`state = '${to}'${more}`).then(
          () => true,
          () => false,
        );
        seen.push(...(isDone ? [`${from} ${to}`] : []));
      }
    }
    expect(seen).toEqual([
      'draft in-review',
      'draft retired',
      'in-review draft',
      'in-review approved',
      'approved draft',
      'approved published',
      'published retired',
    ]);
  });

  it.each(STATES.slice(1))('keeps the content, its hash and its authors in %s, also from the owner', async (state) => {
    await versionIn(state);
    for (const set of [`content = '{"a": 2}'`, `content_hash = sha256('b')`, `authors = '{}'`, 'saved_at = now()']) {
      await expect(
        owner.query(`UPDATE template_version SET ${set}, revision = revision + 1 WHERE template_id = $1 AND version = $2`, [ID, version]),
      ).rejects.toThrow(/draft only|never changes/);
    }
    await expect(owner.query('DELETE FROM template_version WHERE template_id = $1', [ID])).rejects.toThrow(/stay/);
  });

  it('keeps every author of a draft, and refuses a change that is no revision', async () => {
    await versionIn('draft');
    await change(`authors = authors || ${person('curator2')}`);
    await expect(change(`authors = ARRAY[${person('curator2')}]`)).rejects.toThrow(/stays its author/);
    await expect(
      app.query(`UPDATE template_version SET content = '{}' WHERE template_id = '${ID}' AND version = ${String(version)}`),
    ).rejects.toThrow(/a revision of its own/);
  });

  it('refuses an approval by nobody, by an author, and one that changes hands', async () => {
    await versionIn('in-review');
    await expect(change(`state = 'approved'`)).rejects.toThrow(/has its approver/);
    await expect(change(`state = 'approved', approver_id = ${person('curator')}`)).rejects.toThrow(/check constraint/);
    await change(`state = 'approved', approver_id = ${person('approver')}`);
    await expect(change(`approver_id = ${person('curator2')}`)).rejects.toThrow(/has its approver/);
    await change(`state = 'published', published_at = now(), effective_from = template_today()`);
    await expect(change('approver_id = NULL')).rejects.toThrow(/has its approver/);
  });

  it('refuses days that are past, and days that are moved', async () => {
    await versionIn('approved');
    await expect(change(`state = 'published', published_at = now(), effective_from = template_today() - 1`)).rejects.toThrow(/not past/);
    await change(`state = 'published', published_at = now(), effective_from = template_today() + 1`);
    await expect(change('effective_from = template_today()')).rejects.toThrow(/first day|never changes/);
    await expect(change(`state = 'retired', effective_until = template_today()`)).rejects.toThrow(/check constraint/);
    await expect(change(`state = 'retired'`)).rejects.toThrow(/has a last day/);
    await change(`state = 'retired', effective_until = template_today() + 2`);
    await expect(change('effective_until = template_today() + 1')).rejects.toThrow(/last day/);
  });

  it('holds one open version of a template', async () => {
    await versionIn('approved');
    await expect(
      app.query(
        `INSERT INTO template_version (template_id, version, content, content_hash) VALUES ('${ID}', ${String(version + 1)}, '{}', sha256('a'))`,
      ),
    ).rejects.toMatchObject({ code: '23505', constraint: 'template_version_open' });
  });

  it('keeps what was done with a version', async () => {
    await app.query(`INSERT INTO template_version_event (template_id, version, act) VALUES ('${ID}', 1, 'create')`);
    await expect(app.query('UPDATE template_version_event SET act = act')).rejects.toMatchObject({ code: '42501' });
    await expect(owner.query('DELETE FROM template_version_event')).rejects.toThrow(/never change/);
  });
});
