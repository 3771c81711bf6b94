import { GROUP_TITLES, groupOfField, MOST_PROPOSALS, type FieldProposal, type TakenProposals } from '@bunan/contracts';
import { layoutOf } from './draft-layout.js';
import { sectionOf } from './draft-sections.js';
import { detailsOf, sampleOf, type Piece } from './draft-values.js';

/** What a text is written from, where nothing that was taken can be read by a model; it stands nowhere in the old document. */
const MATTER: FieldProposal = {
  id: 'matter',
  label: '伝える内容',
  type: 'longtext',
  toLlm: 'raw',
  pii: 'mask',
  found: [],
};

/** Fields without which a letter is none. */
const BASIC = ['issueDate', 'addressee', 'honorific', 'senderTitle', 'subject'];

/** Words behind the subject that say what the document is: （通知）. */
const SUFFIX = /[（(](通知|依頼|照会|回答|報告|案内|送付|協議|申請|届出|お願い|お知らせ)[）)]$/;

/** Seconds that a field usually takes. */
const SECONDS = 30;

/** What was taken, with something to write from and no more fields than a template may have. */
function complete(taken: TakenProposals): TakenProposals {
  const isToldOf = taken.sections.length === 0 || taken.fields.some(({ toLlm }) => toLlm === 'raw');
  if (taken.fields.length > 0 && isToldOf) {
    return taken;
  }
  const ids = new Set([...taken.fields, ...taken.sections].map(({ id }) => id));
  const matter = { ...MATTER, id: ids.has(MATTER.id) ? 'matterToTell' : MATTER.id };
  return { ...taken, fields: [...taken.fields.slice(0, MOST_PROPOSALS.fields - 1), matter] };
}

function fieldOf(field: FieldProposal, isInText: boolean): Piece {
  const { id, label, type, toLlm, pii, found } = field;
  const words = found[0]?.words ?? '';
  const greeting = id === 'greeting' && (type === 'text' || type === 'longtext') ? { default: words } : {};
  const required = isInText || BASIC.includes(id);
  return { id, label, type, required, pii, toLlm, ...detailsOf(field, toLlm), ...greeting };
}

/** The form: who writes to whom, what is said, who is asked. */
function groupsOf(fields: readonly FieldProposal[]): Piece[] {
  return Object.entries(GROUP_TITLES)
    .map(([id, title]) => ({ id, title, fields: fields.map((field) => field.id).filter((field) => groupOfField(field) === id) }))
    .filter((group) => group.fields.length > 0);
}

const isLetter = (fields: readonly FieldProposal[]) => fields.some(({ id }) => id === 'subject' || id === 'addressee');

/**
 * A template that makes documents like the old one, of what a curator has taken: a version in 作成中 begins with it.
 *
 * Only the instructions of its texts are missing. Of the old document it holds the wording of the texts and the greeting,
 * with places for the values that were taken; the sample is invented.
 */
export function draftTemplate(name: string, chosen: TakenProposals): Piece {
  const taken = complete(chosen);
  const { fields, sections } = taken;
  const textBlocks = new Set(sections.flatMap(({ found }) => found.map(({ block }) => block)));
  const inTexts = new Set(sections.flatMap((section) => section.fields));
  const isOnlyInTexts = ({ id, found }: FieldProposal) => inTexts.has(id) && found.every(({ block }) => textBlocks.has(block));
  // What a model may not see at all is not in what it writes: it is printed beside it.
  const isWritten = (field: FieldProposal) => !chosen.fields.includes(field) || (isOnlyInTexts(field) && field.toLlm !== 'never');
  const { layout, title } = layoutOf(name, taken, isWritten);
  const printed = new Set(fields.filter((field) => !isWritten(field)).map(({ id }) => id));
  const material = fields.filter(({ toLlm }) => toLlm === 'raw').map(({ id }) => id);
  const written = sections.map((section) => sectionOf(section, taken, { material, isPrinted: (id) => printed.has(id) }));
  const subject = fields.find(({ id }) => id === 'subject')?.found[0]?.words ?? '';
  return {
    purpose: '何のための文書かを書いてください。',
    keywords: [],
    styleProfile: isLetter(fields) ? 'taigai-koyobun' : 'naibu',
    subjectSuffix: SUFFIX.exec(subject)?.[1] ?? '',
    title,
    minutes: Math.max(1, Math.ceil((fields.length * SECONDS) / 60)),
    usualAnswerTokens: Math.min(
      100_000,
      sections.reduce((sum, { characters }) => sum + characters, 0),
    ),
    groups: groupsOf(fields),
    fields: fields.map((field) => fieldOf(field, inTexts.has(field.id))),
    sections: written,
    layout,
    acceptance: [],
    prompt: '',
    sample: {
      source: 'あおば市は架空の市です。見本の値は、実在の人や団体のものではありません。',
      answers: Object.fromEntries(
        fields.map((field) => [field.id, field.id === 'greeting' ? (field.found[0]?.words ?? '') : sampleOf(field)]),
      ),
    },
    tests: [],
  };
}
