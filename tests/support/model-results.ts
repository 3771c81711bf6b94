import { DraftContents, TemplateLibrary } from '@bunan/drafts';
import { screenAnswers } from '@bunan/review';
import { buildPrompt, parseAnswer, parseCutAnswer } from '@bunan/template-engine';
import type { SectionTexts } from '@bunan/contracts';
import { readMasterKeys, Vault } from '@bunan/vault';
import type { TestDatabase } from './database.js';

interface ResultRow {
  id: string;
  templateId: string;
  templateVersion: number;
  number: number;
  wrappedKey: Buffer;
  content: Buffer;
}

/** Results that are compared in one case; more of the same kind would only take time. */
const COMPARED = 60;

/** Reads how many results each draft has and what was stored, with the key of the installation. */
export class ModelResults {
  private readonly contents: DraftContents;

  constructor(
    private readonly database: TestDatabase,
    keyFile: string,
  ) {
    this.contents = new DraftContents(new Vault(readMasterKeys(keyFile)));
  }

  /**
   * Drafts made since then whose first text is no single answer, whole or as far as it says (FAULTS.md, G5). What continues
   * a cut text is the business of other tests.
   *
   * @param answers what the model sent in answers that came to their end
   */
  async notOfOneAnswer(since: Date, answers: readonly string[]): Promise<string[]> {
    const { owner } = this.database;
    const rows = await owner.query<ResultRow[]>(
      `SELECT d.id, d.template_id AS "templateId", d.template_version AS "templateVersion", d.wrapped_key AS "wrappedKey",
              r.number, r.content
         FROM draft_revision r JOIN draft d ON d.id = r.draft_id WHERE r.origin = 'model' AND r.number = 1 AND d.created_at >= $1
        ORDER BY d.created_at DESC LIMIT ${String(COMPARED)}`,
      [since],
    );
    const library = new TemplateLibrary(owner);
    const wrong = await Promise.all(rows.map(async (row) => ((await this.isOfOne(row, library, new Set(answers))) ? [] : [row.id])));
    return wrong.flat();
  }

  private async isOfOne(row: ResultRow, library: TemplateLibrary, answers: ReadonlySet<string>): Promise<boolean> {
    const { answers: typed, sections } = this.contents.openRevision(row, row.number, row.content);
    const { template } = await library.version(row.templateId, row.templateVersion);
    const screened = screenAnswers(template.fields, typed);
    const prompt = buildPrompt(template, screened.answers, { masks: screened.masks, nonce: 'mark' });
    const stored = JSON.stringify(Object.entries(sections).map(([id, { parts }]) => [id, parts]));
    return [...answers].some((raw) => {
      const whole = parseAnswer(prompt, raw);
      const texts: SectionTexts = whole.ok
        ? whole.texts
        : Object.values(sections).some(({ isCut }) => isCut === true)
          ? parseCutAnswer(prompt, raw).texts
          : {};
      return JSON.stringify(Object.entries(texts)) === stored;
    });
  }
}
