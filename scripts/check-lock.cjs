// npm drops an optional platform package from the lock without a word when its release lacks one; `npm ci` then fails.
'use strict';
const { packages } = require('../package-lock.json');

const nameOf = (path) => path.split('node_modules/').pop();
const locked = new Set(Object.keys(packages).map(nameOf));

const missing = Object.entries(packages).flatMap(([path, { version, optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !locked.has(name))
    .map((name) => `${nameOf(path)}@${version}: ${name}`),
);
if (missing.length > 0) {
  process.stderr.write(`package-lock.json に、次の部品がありません。\n${missing.join('\n')}\n`);
  process.exit(1);
}
