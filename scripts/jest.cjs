// Runs Jest on the project's own Node; parts that need a database get a PostgreSQL of their own for the time of the run.
'use strict';
const { join } = require('node:path');
const { ROOT, ensureBuilt, ensurePackages, projectNode, run } = require('./setup.cjs');

const NEEDS_DATABASE = ['e2e', 'faults', 'browser'];

ensurePackages();
const args = process.argv.slice(2);
const jest = ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), ...args];
const needsDatabase = args.some((arg) => NEEDS_DATABASE.includes(arg));
if (needsDatabase) {
  ensureBuilt();
}
process.exit(run(projectNode(), needsDatabase ? [join(__dirname, 'with-test-database.mjs'), ...jest] : jest));
