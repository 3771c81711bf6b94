import { layoutPartSchema, outlineItemSchema } from '@bunan/contracts';
import { PART_SLOTS, type Slot } from './layout-slots';
import { PART_WORDS } from './layout-words';

const kinds = layoutPartSchema.options.map(({ shape }) => shape.part.value);
const slotsOf = (kind: string) => PART_SLOTS[kind] ?? [];
const firstKeys = (slots: readonly Slot[]) => new Set(slots.flatMap(({ key }) => (key === '' ? [] : [key.split('.')[0]])));

/** What the controls can make of a part: the start of its kind, with every choice in turn. */
function variants(kind: string): object[] {
  const start = { part: kind, ...PART_WORDS[kind]?.start };
  const choices = slotsOf(kind).flatMap((slot) => (slot.kind === 'choice' ? slot.options.map(({ value }) => ({ [slot.key]: value })) : []));
  return [start, ...choices.map((choice) => ({ ...start, ...choice }))];
}

describe('the controls of the parts of a page', () => {
  it.each(layoutPartSchema.options.map((option) => [option.shape.part.value, option] as const))(
    'are there for every value of %s',
    (kind, option) => {
      expect(firstKeys(slotsOf(kind))).toEqual(new Set(Object.keys(option.shape).filter((key) => key !== 'part')));
    },
  );

  it.each(kinds)('make what the schema takes of a new %s', (kind) => {
    for (const part of variants(kind)) {
      expect(layoutPartSchema.safeParse(part)).toMatchObject({ success: true });
    }
  });

  it('are there for every value of an item', () => {
    const [list] = slotsOf('outline');
    const slots = list?.kind === 'list' ? list.slots() : [];
    const item = Object.fromEntries([...firstKeys(slots)].map((key) => [String(key), null]));
    const refused = outlineItemSchema.safeParse({ ...item, foreign: null }).error?.issues ?? [];
    expect(refused.filter(({ code }) => code === 'unrecognized_keys')).toMatchObject([{ keys: ['foreign'] }]);
    expect([...firstKeys(slots)].toSorted()).toEqual([
      'as',
      'empty',
      'heads',
      'items',
      'label',
      'lines',
      'onlyWith',
      'section',
      'table',
      'text',
      'totals',
    ]);
  });
});
