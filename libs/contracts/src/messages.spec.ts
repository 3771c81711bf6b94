import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = readdirSync(__dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && name !== 'messages.ts');

describe('the Japanese words of schemas', () => {
  it('come with every module that makes a schema, so that no part of a bundle is without them', () => {
    const withSchemas = modules.filter((name) => readFileSync(join(__dirname, name), 'utf8').includes("import * as z from 'zod'"));
    expect(withSchemas).toContain('answers-schema.ts');
    const silent = withSchemas.filter((name) => !readFileSync(join(__dirname, name), 'utf8').includes("import './messages.js'"));
    expect(silent).toEqual([]);
  });
});
