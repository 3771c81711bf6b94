import { join } from 'node:path';
import { ConfigError, loadOwnerSettings } from '@bunan/config';
import { publishTemplates, readTemplateFolder, type PublishedFile } from '@bunan/drafts';
import { DataSource } from 'typeorm';
import { createAppUser, migrateDatabase } from './database-schema.js';

/** `npm run migrate`: tables, queue, the restricted user, the starting library of templates. May be run again. */
async function migrate(): Promise<void> {
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: url } = loadOwnerSettings();
  await migrateDatabase(ownerUrl);
  await createAppUser(ownerUrl, url);
  const owner = await new DataSource({ type: 'postgres', url: ownerUrl, poolSize: 2 }).initialize();
  try {
    const news = await publishTemplates(owner, readTemplateFolder(join(process.cwd(), 'templates')));
    process.stdout.write(`表を整えました。新しい様式は${String(news.filter(({ state }) => state === 'published').length)}件です。\n`);
    for (const file of news) {
      process.stdout.write(outcomeOf(file));
    }
  } finally {
    await owner.destroy();
  }
}

/** What the city has to know of a template that was not simply published. */
function outcomeOf({ id, version, state }: PublishedFile): string {
  if (state === 'draft') {
    return `様式 ${id} は市の版があるため、製品の新しい内容を、作成中の版${String(version)}として置きました。使うときは、様式の管理で審査に出してください。\n`;
  }
  return state === 'waiting'
    ? `様式 ${id} に製品の新しい内容がありますが、作業中の版があるため、置いていません。その版を公開するか、廃止してから、もう一度実行してください。\n`
    : '';
}

migrate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
});
