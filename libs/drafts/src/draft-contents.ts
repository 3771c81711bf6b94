import {
  answersShapeSchema,
  revisionContentSchema,
  savedInputSchema,
  sectionTextsSchema,
  type Answers,
  type RevisionContent,
  type SavedInput,
  type SectionTexts,
} from '@bunan/contracts';
import type { SealableDocument, Vault } from '@bunan/vault';

/** What of a draft is sealed, and the number it is bound to beside the draft's id. */
type Kind = 'title' | 'answers' | 'partial' | 'revision' | 'input' | 'fileName';

/**
 * Seals and opens what people and the model write in a draft.
 *
 * Title, answers and revision are bound to the number of the revision, the partial text to the number of the try, so
 * that a value moved to another place or brought back from an older state does not open.
 */
export class DraftContents {
  constructor(private readonly vault: Vault) {}

  /** The sealing part of a new draft, with a key of its own. */
  newDraft(id: string): SealableDocument {
    return this.vault.createDocument(id);
  }

  /** Keyed hash of a text: equal for equal texts, of no use without the vault's key. */
  fingerprint(text: string): Buffer {
    return this.vault.fingerprint(text);
  }

  sealTitle(draft: SealableDocument, revision: number, title: string): Buffer {
    return this.seal(draft, 'title', revision, title);
  }

  openTitle(draft: SealableDocument, revision: number, sealed: Buffer): string {
    return this.vault.open(draft, 'title', revision, sealed);
  }

  sealAnswers(draft: SealableDocument, revision: number, answers: Answers): Buffer {
    return this.seal(draft, 'answers', revision, JSON.stringify(answers));
  }

  openAnswers(draft: SealableDocument, revision: number, sealed: Buffer): Answers {
    return answersShapeSchema.parse(this.open(draft, 'answers', revision, sealed));
  }

  sealPartial(draft: SealableDocument, attempt: number, texts: SectionTexts): Buffer {
    return this.seal(draft, 'partial', attempt, JSON.stringify(texts));
  }

  openPartial(draft: SealableDocument, attempt: number, sealed: Buffer): SectionTexts {
    return sectionTextsSchema.parse(this.open(draft, 'partial', attempt, sealed));
  }

  sealRevision(draft: SealableDocument, revision: number, content: RevisionContent): Buffer {
    return this.seal(draft, 'revision', revision, JSON.stringify(content));
  }

  openRevision(draft: SealableDocument, revision: number, sealed: Buffer): RevisionContent {
    return revisionContentSchema.parse(this.open(draft, 'revision', revision, sealed));
  }

  /** What stands in a form that is not submitted yet; it may be incomplete. */
  sealInput(document: SealableDocument, input: SavedInput): Buffer {
    return this.seal(document, 'input', 0, JSON.stringify(input));
  }

  openInput(document: SealableDocument, sealed: Buffer): SavedInput {
    return savedInputSchema.parse(this.open(document, 'input', 0, sealed));
  }

  /** The name of an attached file; the file is a document of its own. */
  sealFileName(file: SealableDocument, name: string): Buffer {
    return this.seal(file, 'fileName', 0, name);
  }

  openFileName(file: SealableDocument, sealed: Buffer): string {
    return this.vault.open(file, 'fileName', 0, sealed);
  }

  /** The bytes of an attached file. */
  sealFile(file: SealableDocument, bytes: Buffer): Buffer {
    return this.vault.sealBytes(file, 'file', 0, bytes);
  }

  openFile(file: SealableDocument, sealed: Buffer): Buffer {
    return this.vault.openBytes(file, 'file', 0, sealed);
  }

  private seal(draft: SealableDocument, kind: Kind, version: number, text: string): Buffer {
    return this.vault.seal(draft, kind, version, text);
  }

  private open(draft: SealableDocument, kind: Kind, version: number, sealed: Buffer): unknown {
    return JSON.parse(this.vault.open(draft, kind, version, sealed));
  }
}
