// npm run check: format, lint, types, boundaries, dead code, lock file. Runs every part, then names those that failed.
'use strict';
const { join } = require('node:path');
const { ROOT, ensurePackages, projectNode, run } = require('./setup.cjs');

const bin = (path) => join(ROOT, 'node_modules', path);

const PARTS = [
  ['lock file', [join(__dirname, 'check-lock.cjs')]],
  ['format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['types: servers and tests', [bin('typescript/bin/tsc'), '--noEmit', '--project', 'tsconfig.json']],
  ['types: web', [bin('typescript/bin/tsc'), '--noEmit', '--project', 'apps/web/tsconfig.json']],
  ['boundaries', [bin('dependency-cruiser/bin/dependency-cruiser.mjs'), 'apps', 'libs', 'migrations', 'bench', 'tests']],
  ['dead code', [bin('knip/bin/knip.js')]],
  ['lint', [bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.']],
];

ensurePackages();
const failed = PARTS.filter(([name, args]) => {
  const started = Date.now();
  const isBroken = run(projectNode(), args) !== 0;
  process.stdout.write(`${isBroken ? 'failed' : 'ok    '} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  return isBroken;
}).map(([name]) => name);

if (failed.length > 0) {
  process.stderr.write(`check failed: ${failed.join(', ')}\n`);
  process.exit(1);
}
