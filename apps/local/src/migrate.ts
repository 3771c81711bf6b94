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
    const count = await publishTemplates(owner, readTemplateFolder(join(process.cwd(), 'templates')));
    process.stdout.write(`表を整えました。新しい様式は${String(count)}件です。\n`);
  } finally {
    await owner.destroy();
  }
}

migrate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
});
