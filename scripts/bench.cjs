// npm run bench [-- name …]: compiles what is older than its source, then measures.
'use strict';
const { join } = require('node:path');
const { ROOT, ensureBuilt, ensurePackages, projectNode, run } = require('./setup.cjs');

ensurePackages();
ensureBuilt();
process.exit(run(projectNode(), [join(ROOT, 'dist', 'bench', 'src', 'main.js'), ...process.argv.slice(2)]));
