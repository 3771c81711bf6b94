import { runTemplateTests } from '@bunan/drafts';
import { LIBRARY, libraryTemplate } from '../support/library.js';

/** The six groups of the library, with how many templates each has. */
const GROUPS: Readonly<Record<string, number>> = {
  '通知・案内': 6,
  '会議録・議事録': 2,
  '回答・返信': 4,
  内部文書: 4,
  広報: 5,
  '契約・委託': 6,
};

describe('the library', () => {
  const templates = LIBRARY.map(libraryTemplate);

  it('has the 27 documents in their groups', () => {
    const groups = Object.groupBy(templates, ({ group }) => group);
    expect(Object.fromEntries(Object.entries(groups).map(([name, list]) => [name, list?.length]))).toEqual(GROUPS);
  });

  it('has one label for each thing that several documents ask for', () => {
    const labels = new Map<string, Set<string>>();
    for (const field of templates.flatMap(({ fields }) => fields).filter(({ id }) => SHARED.includes(id))) {
      labels.set(field.id, new Set([...(labels.get(field.id) ?? []), field.label]));
    }
    expect([...labels].filter(([, names]) => names.size > 1).map(([id, names]) => `${id}: ${[...names].join('／')}`)).toEqual([]);
  });
});

/** Fields that mean the same in every document. */
const SHARED = [
  'docNo',
  'addressee',
  'honorific',
  'addresseeList',
  'senderName',
  'sealMode',
  'greeting',
  'contactPerson',
  'contactTel',
  'contactMail',
  'notes',
  'contractName',
  'contractNo',
  'contractPeriod',
  'toMayor',
  'vendorAddr',
];

describe.each(LIBRARY)('%s', (id) => {
  const template = libraryTemplate(id);

  it('is green in all its tests, on boilerplate and on recorded answers', () => {
    const red = runTemplateTests(template).flatMap(({ testId, of, failures }) =>
      failures.map(({ message }) => `${testId} ${of}: ${message}`),
    );
    expect(red).toEqual([]);
  });

  it('is tried with an ordinary form, an awkward one and the least one', () => {
    expect(template.tests.map((test) => test.id)).toEqual(expect.arrayContaining(['ordinary', 'awkward', 'least']));
  });

  it('has a recorded answer of a model wherever a model writes', () => {
    const recorded = template.tests.filter(({ answer }) => answer !== undefined).length;
    expect(recorded >= (template.sections.length === 0 ? 0 : 2)).toBe(true);
  });

  it('is found under other words than its name, and says what a person makes sure of', () => {
    expect(template.keywords.length).toBeGreaterThanOrEqual(3);
    expect(template.acceptance.length).toBeGreaterThanOrEqual(3);
  });
});
