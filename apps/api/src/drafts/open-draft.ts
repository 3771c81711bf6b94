import type { Answers, DocumentModel, Finding, Line, SectionContent, SectionTexts, WrittenSection } from '@bunan/contracts';
import type { PublishedTemplate } from '@bunan/drafts';
import { reviewDraft } from '@bunan/review';
import { askedSections, assembleDocument, joinTexts, sectionLine } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { fileNames } from '@bunan/word';

/** What people and the model have written in a draft: the newest revision, or what has arrived of the first one. */
export interface WrittenContent {
  readonly title: string;
  readonly answers: Answers;
  readonly sections: Readonly<Record<string, SectionContent>>;
}

type FileNames = ReturnType<typeof fileNames>;

/** Stands behind a text that was cut, on paper: nobody can take it for a whole one. */
const CUT_MARK = [{ text: '\n【要確認：この節の文章は途中で終わっています】' }];

/** The written content of a draft and what follows from it, each worked out when it is first asked for. */
export class OpenDraft implements WrittenContent {
  readonly title: string;
  readonly answers: Answers;
  readonly sections: WrittenContent['sections'];
  private readonly workedOut: { document?: DocumentModel; findings?: readonly Finding[]; fileNames?: FileNames } = {};

  constructor(
    content: WrittenContent,
    readonly published: PublishedTemplate,
    private readonly policies: PrintPolicies,
  ) {
    this.title = content.title;
    this.answers = content.answers;
    this.sections = content.sections;
  }

  /** Parts of each section, without their origin. */
  get texts(): SectionTexts {
    return Object.fromEntries(Object.entries(this.sections).map(([id, { parts }]) => [id, parts]));
  }

  /** The sections that the model is asked for, in order. */
  get asked(): readonly WrittenSection[] {
    return askedSections(this.published.template, this.answers);
  }

  /** A section's text with its facts filled in. */
  lineOf(sectionId: string): Line {
    return sectionLine(this.published.template, this.answers, this.sections[sectionId]?.parts ?? [], this.policies);
  }

  /** The page. */
  get document(): DocumentModel {
    return (this.workedOut.document ??= assembleDocument(this.published.template, this.answers, this.texts, this.policies));
  }

  /** The page as it leaves the screen: where a text was cut, it says so. */
  get paper(): DocumentModel {
    if (!Object.values(this.sections).some(({ isCut }) => isCut === true)) {
      return this.document;
    }
    const texts = Object.entries(this.sections).map(
      ([id, { parts, isCut }]) => [id, isCut === true ? joinTexts(parts, CUT_MARK) : parts] as const,
    );
    return assembleDocument(this.published.template, this.answers, Object.fromEntries(texts), this.policies);
  }

  /** Names of the Word files, with 案 and final. */
  get fileNames(): FileNames {
    return (this.workedOut.fileNames ??= fileNames(this.document.title));
  }

  /** What the rules say. */
  get findings(): readonly Finding[] {
    const texts = () => Object.fromEntries(Object.keys(this.sections).map((id) => [id, this.lineOf(id)]));
    return (this.workedOut.findings ??= reviewDraft({ template: this.published.template, answers: this.answers, texts: texts() }));
  }
}
