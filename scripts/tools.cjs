// What the tests need beside npm's packages: Chromium, a Japanese font, LibreOffice, poppler, libfaketime.
'use strict';
const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const succeeds = (command, args) => spawnSync(command, args, { encoding: 'utf8' }).status === 0;
const prints = (command, args) => (spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '').trim() !== '';

/** A library that programs are started with, in the folder of the machine's architecture. */
const isFaketimeThere = () =>
  existsSync('/usr/lib') && readdirSync('/usr/lib').some((name) => existsSync(join('/usr/lib', name, 'faketime', 'libfaketimeMT.so.1')));

/** Each tool: how it is found, and the Debian packages that bring it. */
const TOOLS = [
  {
    name: 'Chromium',
    isThere: () => existsSync(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'),
    packages: ['chromium'],
  },
  { name: '日本語の書体', isThere: () => prints('fc-list', [':lang=ja', 'family']), packages: ['fontconfig', 'fonts-noto-cjk'] },
  { name: '明朝の書体（IPA明朝）', isThere: () => prints('fc-list', ['IPAMincho', 'family']), packages: ['fonts-ipafont-mincho'] },
  { name: 'LibreOffice', isThere: () => succeeds('soffice', ['--version']), packages: ['libreoffice-writer-nogui'] },
  { name: 'libfaketime', isThere: isFaketimeThere, packages: ['libfaketime'] },
  { name: 'poppler', isThere: () => succeeds('pdftotext', ['-v']), packages: ['poppler-utils'] },
];

const isDebianRoot = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

/**
 * Installs what is missing where that is possible (root on Debian).
 *
 * @returns names of the tools that are still missing
 */
function ensureTools() {
  const missing = TOOLS.filter((tool) => !tool.isThere());
  if (missing.length > 0 && isDebianRoot()) {
    process.stdout.write(`試験に使うもの（${missing.map((tool) => tool.name).join('、')}）を取り込んでいます。\n`);
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], options);
    const packages = missing.flatMap((tool) => tool.packages);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  }
  const left = missing.filter((tool) => !tool.isThere());
  if (left.length > 0) {
    const packages = left.flatMap((tool) => tool.packages).join(' ');
    process.stdout.write(
      `次のものを入れると、すべての試験ができます: ${left.map((tool) => tool.name).join('、')}（Debian では ${packages}）\n`,
    );
  }
  return left.map((tool) => tool.name);
}

module.exports = { ensureTools };
