import { Inject, Injectable } from '@nestjs/common';
import type { SectionContent, SectionTexts } from '@bunan/contracts';
import { DraftContents, type PublishedTemplate } from '@bunan/drafts';
import { joinTexts } from '@bunan/template-engine';
import { envelopeMark } from '@bunan/vault';
import type { PrintPolicies } from '@bunan/wareki';
import { LRUCache } from 'lru-cache';
import type { DraftRow } from './draft-row.js';
import { OpenDraft, type WrittenContent } from './open-draft.js';
import { POLICIES } from './policies.token.js';

/** Opened drafts that a process keeps, and for how long after they were opened, ms. */
const KEPT_DRAFTS = 200;
const KEPT_MS = 5 * 60_000;

/**
 * Opens the sealed content of drafts.
 *
 * The same sealed bytes always say the same: what they give is kept for a short time, so that looking at a draft again
 * costs no opening, laying out and reviewing. A growing text is not kept: it is looked at once. The row, and with it the
 * right to see it, is read from the database each time.
 */
@Injectable()
export class DraftOpener {
  private readonly kept = new LRUCache<string, OpenDraft>({ max: KEPT_DRAFTS, ttl: KEPT_MS });

  constructor(
    private readonly contents: DraftContents,
    @Inject(POLICIES) private readonly policies: PrintPolicies,
  ) {}

  /** @throws {VaultError} when the sealed bytes are not those of this place */
  open(row: DraftRow, published: PublishedTemplate): OpenDraft {
    if (row.partial !== null) {
      return this.openAnew(row, published);
    }
    const key = keyOf(row);
    const known = this.kept.get(key);
    if (known !== undefined) {
      return known;
    }
    const draft = this.openAnew(row, published);
    this.kept.set(key, draft);
    return draft;
  }

  private openAnew(row: DraftRow, published: PublishedTemplate): OpenDraft {
    return new OpenDraft(openContent(row, this.contents), published, this.policies);
  }
}

/** Names the sealed content of a row: its place, its key, and each envelope. */
function keyOf(row: DraftRow): string {
  const envelopes = [row.title, row.answers, row.content].map((sealed) => (sealed === null ? '' : envelopeMark(sealed)));
  return [row.id, row.templateId, row.templateVersion, row.revision, row.wrappedKey.toString('base64'), ...envelopes].join(' ');
}

function openContent(row: DraftRow, contents: DraftContents): WrittenContent {
  const title = contents.openTitle(row, row.revision, row.title);
  const partial = row.partial === null ? {} : contents.openPartial(row, row.attempt, row.partial);
  if (row.content === null) {
    return { title, answers: contents.openAnswers(row, row.revision, row.answers), sections: grown({}, partial) };
  }
  const { answers, sections } = contents.openRevision(row, row.revision, row.content);
  return { title, answers, sections: grown(sections, partial) };
}

/** What is written, with what has arrived of the text that is being written. */
function grown(sections: WrittenContent['sections'], partial: SectionTexts): WrittenContent['sections'] {
  const growing = Object.entries(partial).map(([id, parts]): [string, SectionContent] => [
    id,
    { ...sections[id], parts: joinTexts(sections[id]?.parts ?? [], parts), origin: 'model' },
  ]);
  return { ...sections, ...Object.fromEntries(growing) };
}
