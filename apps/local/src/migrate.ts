import { join } from 'node:path';
import { ConfigError, loadOwnerSettings } from '@bunan/config';
import { publishTemplates, readTemplateFolder } from '@bunan/drafts';
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
    const waiting = news.filter(({ state }) => state === 'draft');
    process.stdout.write(`表を整えました。新しい様式は${String(news.length - waiting.length)}件です。\n`);
    for (const { id, version } of waiting) {
      process.stdout.write(`様式 ${id} は市で直しているため、製品の新しい内容を、作成中の版${String(version)}として置きました。\n`);
    }
  } finally {
    await owner.destroy();
  }
}

migrate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
});
