// Starts a PostgreSQL for tests in a temporary folder, runs a command with its address, and removes it again.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { createAppUser, createDatabase, migrateDatabase } from '../dist/apps/local/src/database-schema.js';
import { freePort } from '../dist/apps/local/src/free-port.js';
import { PostgresServer } from '../dist/apps/local/src/postgres-server.js';
import { publishTemplates, readTemplateFolder } from '../dist/libs/drafts/src/index.js';

const TEMPLATE = 'bunan_template';
const APP_PASSWORD = 'app-of-the-tests';

const dir = mkdtempSync(join(tmpdir(), 'bunan-test-'));
chmodSync(dir, 0o711);
const port = await freePort('127.0.0.1', 0, 'PORT');
// Nobody misses what a test has written: no waiting for the disk.
const options = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const server = new PostgresServer({ dir: join(dir, 'postgresql'), port, password: 'owner-of-the-tests', options });
server.initialise();
await server.start();
const ownerUrl = server.url(TEMPLATE);
await createDatabase(server.url('postgres'), TEMPLATE);
await migrateDatabase(ownerUrl);
await createAppUser(ownerUrl, `postgres://bunan:${APP_PASSWORD}@127.0.0.1:${port}/${TEMPLATE}`);
const owner = await new DataSource({ type: 'postgres', url: ownerUrl }).initialize();
await publishTemplates(owner, readTemplateFolder('templates'));
await owner.destroy();

const child = spawn(process.execPath, process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, TEST_DATABASE_URL: server.url('postgres'), TEST_DATABASE_TEMPLATE: TEMPLATE, TEST_APP_PASSWORD: APP_PASSWORD },
});
const stop = (signal) => child.kill(signal);
process.on('SIGINT', () => undefined);
process.on('SIGTERM', stop);
child.once('exit', async (code) => {
  await server.stop('SIGQUIT');
  rmSync(dir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
