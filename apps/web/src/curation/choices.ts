import { computed, Injectable, signal } from '@angular/core';
import {
  GROUP_TITLES,
  groupOfField,
  type FieldProposal,
  type FieldType,
  type ProposalsView,
  type SectionProposal,
  type TakenProposals,
} from '@bunan/contracts';

type Style = SectionProposal['style'];

/** What a person has decided of one proposal; what is not there is as it was proposed, and not taken. */
export interface Choice {
  readonly isTaken?: boolean;
  readonly label?: string;
  readonly type?: FieldType;
  readonly style?: Style;
  readonly maxChars?: number;
}

/** A field with what was decided of it. */
export interface FieldItem {
  readonly kind: 'field';
  readonly proposal: FieldProposal;
  readonly id: string;
  readonly isTaken: boolean;
  readonly label: string;
  readonly type: FieldType;
}

/** A text that is written, with what was decided of it. */
export interface SectionItem {
  readonly kind: 'section';
  readonly proposal: SectionProposal;
  readonly id: string;
  readonly isTaken: boolean;
  readonly label: string;
  readonly style: Style;
  readonly maxChars: number;
}

export type Item = FieldItem | SectionItem;

/** Items that belong together in the form. */
export interface ItemGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
  readonly takenCount: number;
}

/** A text may become so much longer than it is in the old document. */
const LONGER = 1.5;
const STEP = 50;
const LONGEST = 100_000;

/** As long as a text may be, characters: half as long again as it was, in steps that people say. */
function usualMost(characters: number): number {
  return Math.min(LONGEST, Math.ceil((characters * LONGER) / STEP) * STEP);
}

function fieldItem(proposal: FieldProposal, choice: Choice): FieldItem {
  const { isTaken = false, label = proposal.label, type = proposal.type } = choice;
  return { kind: 'field', proposal, id: proposal.id, isTaken, label, type };
}

function sectionItem(proposal: SectionProposal, choice: Choice): SectionItem {
  const { isTaken = false, label = proposal.label, style = proposal.style, maxChars = usualMost(proposal.characters) } = choice;
  return { kind: 'section', proposal, id: proposal.id, isTaken, label, style, maxChars };
}

/** The name that something gets: what was typed, or what was proposed where nothing was. */
const nameOf = ({ label, proposal }: Item) => (label.trim() === '' ? proposal.label : label.trim());

/** What was proposed of an old document, and what the curator takes of it. */
@Injectable()
export class Choices {
  private readonly proposals = signal<ProposalsView | null>(null);
  private readonly decided = signal<ReadonlyMap<string, Choice>>(new Map());

  readonly view = this.proposals.asReadonly();
  /** Something was decided that would be lost. */
  readonly isChanged = computed(() => this.decided().size > 0);

  readonly fields = computed(() => (this.view()?.fields ?? []).map((each) => fieldItem(each, this.decided().get(each.id) ?? {})));
  readonly sections = computed(() => (this.view()?.sections ?? []).map((each) => sectionItem(each, this.decided().get(each.id) ?? {})));

  readonly groups = computed((): ItemGroup[] => {
    const ofFields = Object.entries(GROUP_TITLES).map(([id, title]) => ({
      id,
      title,
      items: this.fields().filter((field) => groupOfField(field.id) === id),
    }));
    return [...ofFields, { id: 'sections', title: '文章（AIが書くところ）', items: this.sections() }]
      .filter(({ items }) => items.length > 0)
      .map((group) => ({ ...group, takenCount: group.items.filter(({ isTaken }) => isTaken).length }));
  });

  readonly takenFields = computed(() => this.fields().filter(({ isTaken }) => isTaken).length);
  readonly takenSections = computed(() => this.sections().filter(({ isTaken }) => isTaken).length);

  /** Begins with what was proposed, nothing of it taken yet; null: without a document. */
  begin(view: ProposalsView | null): void {
    this.proposals.set(view);
    this.decided.set(new Map());
  }

  decide(id: string, choice: Choice): void {
    const decided = new Map(this.decided());
    decided.set(id, { ...decided.get(id), ...choice });
    this.decided.set(decided);
  }

  decideAll({ items }: ItemGroup, isTaken: boolean): void {
    for (const { id } of items) {
      this.decide(id, { isTaken });
    }
  }

  /** What is taken, as the server makes a template of it. */
  taken(): TakenProposals {
    const fields = this.fields().filter(({ isTaken }) => isTaken);
    const sections = this.sections().filter(({ isTaken }) => isTaken);
    return {
      fields: fields.map((item) => ({ ...item.proposal, label: nameOf(item), type: item.type })),
      sections: sections.map((item) => ({ ...item.proposal, label: nameOf(item), style: item.style, maxChars: item.maxChars })),
      blocks: this.view()?.blocks ?? [],
    };
  }
}
