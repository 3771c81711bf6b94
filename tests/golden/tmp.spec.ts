import { readTemplateFolder } from '../../libs/drafts/src/template-files.js';
import { loadTemplate, assembleDocument, boilerplateTexts, sampleAnswers } from '@bunan/template-engine';
import { layoutProfile, renderDocx } from '@bunan/word';
import { brokenRules } from './word-rules.js';
import { writeFileSync, mkdirSync } from 'node:fs';
it('renders', async () => {
  mkdirSync('/tmp/docs', { recursive: true });
  for (const t of readTemplateFolder("templates").map((f) => loadTemplate(f.content))) for (const id of ['11pt','12pt'] as const) for (const status of ['draft','final'] as const) {
    const a = sampleAnswers(t); const profile = layoutProfile(id);
    const d = assembleDocument(t, a, boilerplateTexts(t, a), profile.policies);
    const bytes = await renderDocx(d, { profile, status, practice: status==='draft', cityName: 'あおば市' });
    writeFileSync(`/tmp/docs/${t.id}.${status}.${id}.docx`, bytes);
    console.log(t.id, id, status, bytes.length, brokenRules(bytes, profile));
  }
});
