import { publishTemplates, readTemplateFolder } from '@bunan/drafts';
import type { BenchDatabase } from './postgres.js';

/** What the templates of a large city are about; with the library's own names each is told from the others. */
const SUBJECTS = ['道路', '公園', '学校', '保育', '介護', '防災', '税', '水道', 'ごみ', '文化', '観光', '住宅', '農業', '健康', '選挙'];

/** Publishes copies of the library under names of their own until there are so many. */
export async function addTemplates({ owner }: BenchDatabase, count: number): Promise<void> {
  const library = readTemplateFolder('templates');
  const missing = Math.max(0, count - library.length);
  const copies = Array.from({ length: missing }, (_, index) => {
    const { id, content } = library[index % library.length] ?? { id: '', content: {} };
    const subject = `${SUBJECTS[index % SUBJECTS.length] ?? ''}第${String(index)}`;
    const name = `${subject}${'name' in content ? String(content.name).slice(0, 40) : ''}`;
    return {
      id: `${id.slice(0, 60)}-${String(index)}`,
      content: { ...content, id: `${id.slice(0, 60)}-${String(index)}`, name, tests: [] },
    };
  });
  await publishTemplates(owner, copies);
}

/** The same texts in a table of one text each, with an answer of the same size beside it: what the peer searches. */
export async function addPlainTexts({ owner, url }: BenchDatabase, summaries: readonly { readonly id: string }[]): Promise<void> {
  await owner.query(`
    CREATE TABLE bench_text AS
    SELECT t.template_id, t.version, t.content, NULL::json AS summary,
           concat_ws(' ', content->>'name', content->'keywords', content->>'subjectSuffix', content->>'purpose', content->>'group',
                     (SELECT string_agg(f->>'label', ' ') FROM jsonb_array_elements(content->'fields') f)) AS text
      FROM template_version t`);
  await owner.query(
    `UPDATE bench_text b SET summary = s.summary FROM (SELECT e->>'id' AS id, e AS summary FROM json_array_elements($1::json) e) s WHERE s.id = b.template_id`,
    [JSON.stringify(summaries)],
  );
  await owner.query('ALTER TABLE bench_text ADD PRIMARY KEY (template_id)');
  await owner.query(`GRANT SELECT ON bench_text TO ${new URL(url).username}`);
  await owner.query('VACUUM ANALYZE bench_text');
}
