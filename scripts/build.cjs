// Compiles servers and web application into dist/.
'use strict';
const { existsSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { ROOT, ensurePackages, projectNode, run } = require('./setup.cjs');

const bin = (path) => join(ROOT, 'node_modules', path);

function step(args) {
  const status = run(projectNode(), args);
  if (status !== 0) process.exit(status);
}

ensurePackages();
const started = new Date();
rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
step([bin('@nestjs/cli/bin/nest.js'), 'build']);
if (existsSync(join(ROOT, 'angular.json'))) {
  step([bin('@angular/cli/bin/ng.js'), 'build']);
  step([join(__dirname, 'compress-web.cjs')]);
}
writeFileSync(join(ROOT, 'dist', 'built'), `${started.toISOString()}\n`);
