import { mkdirSync, writeFileSync } from 'node:fs';
import { goldenFiles } from './documents.js';
import { pdfPages } from './office.js';
import { brokenRules } from './word-rules.js';
it('look', async () => {
  const t0 = Date.now();
  const files = await goldenFiles();
  console.log('render', Date.now() - t0, files.length);
  mkdirSync('/tmp/look', { recursive: true });
  for (const f of files) { writeFileSync('/tmp/look/orig-' + f.name + '.docx', f.bytes); const b = brokenRules(f.bytes, f.profile); if (b.length) console.log(f.name, b); }
  console.log('rules', Date.now() - t0);
  console.log(pdfPages('/usr/bin/soffice', files, '/tmp/look'));
  console.log('pdf', Date.now() - t0);
});
