// npm start: sets up what is missing, then runs everything on this machine. --reload: again whenever a source changes.
'use strict';
const { spawn } = require('node:child_process');
const { watch } = require('node:fs');
const { join } = require('node:path');
const { ROOT, SOURCES, environment, ensureBuilt, ensurePackages, projectNode } = require('./setup.cjs');

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 18) {
  process.stderr.write(`Node 18 以上で実行してください（いまは ${process.versions.node}）。\n`);
  process.exit(1);
}

function launch() {
  ensurePackages();
  ensureBuilt();
  return spawn(projectNode(), [join(ROOT, 'dist', 'apps', 'local', 'src', 'main.js')], { cwd: ROOT, env: environment(), stdio: 'inherit' });
}

let child = launch();
let isReloading = false;

function follow() {
  child.once('exit', (code, signal) => {
    if (!isReloading) process.exit(code ?? (signal === null ? 0 : 1));
    isReloading = false;
    child = launch();
    follow();
  });
}
follow();

// Ctrl-C reaches the launcher by itself; what is sent to this process only is handed on.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}

if (process.argv.includes('--reload')) {
  let timer;
  for (const source of SOURCES) {
    watch(join(ROOT, source), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isReloading = true;
        child.kill('SIGTERM');
      }, 300);
    });
  }
}
