// What every script needs first: the packages, the project's own Node, the compiled programs. Runs on Node 18.
'use strict';
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync, statSync } = require('node:fs');
const { delimiter, join } = require('node:path');

const ROOT = join(__dirname, '..');
const WINDOWS = process.platform === 'win32';

/** Oldest Node that the programs run on where the project's own has no binary. */
const NEEDED = [24, 15];

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function mtimeOf(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** Newest change below a path, ms; a folder's own time counts too, so that a deleted file is noticed. */
function newestIn(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

/** Environment in which `node` is the project's own. */
function environment() {
  return { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH}` };
}

/** Runs a command with its output shown. @returns its exit status */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, env: environment(), stdio: 'inherit', shell: WINDOWS });
  if (error) fail(`${command} を実行できませんでした。${error.message}`);
  return status ?? 1;
}

/** Installs the packages when they are missing or older than the lock file. */
function ensurePackages() {
  const installed = mtimeOf(join(ROOT, 'node_modules', '.package-lock.json'));
  if (installed >= mtimeOf(join(ROOT, 'package-lock.json'))) return;
  process.stdout.write('必要な部品を取り込んでいます（初めは1、2分かかります）。\n');
  if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) {
    fail('部品を取り込めませんでした。上の表示を確かめ、通信を確かめてから、もう一度実行してください。');
  }
}

/** Path of the Node that the programs run on. */
function projectNode() {
  const own = join(ROOT, 'node_modules', 'node', 'bin', WINDOWS ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return process.execPath;
  return fail(
    `この機械では Node ${NEEDED.join('.')} 以上が要ります（いまは ${process.versions.node}）。入れてから、もう一度実行してください。`,
  );
}

const SOURCES = [
  'apps',
  'libs',
  'migrations',
  'bench',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
  'angular.json',
];

/** Compiles the programs when a source is newer than what was compiled. */
function ensureBuilt() {
  const newest = Math.max(...SOURCES.map((path) => newestIn(join(ROOT, path))));
  if (mtimeOf(join(ROOT, 'dist', 'built')) >= newest) return;
  process.stdout.write('プログラムを組み立てています。\n');
  const status = run(projectNode(), [join(__dirname, 'build.cjs')]);
  if (status !== 0) process.exit(status);
}

module.exports = { ROOT, SOURCES, fail, run, environment, ensurePackages, projectNode, ensureBuilt };
