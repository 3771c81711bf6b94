import { answersSchema, fieldErrors } from './answers-schema.js';
import { isEmptyAnswer } from './answers.js';
import {
  cleanFileName,
  fileKindOf,
  fileRefusal,
  fileRows,
  filesAnswer,
  MAX_ATTACHED_BYTES,
  sizeWords,
  type AttachedFile,
} from './files.js';
import { holds } from './rule.js';
import { fieldSchema } from './template.js';

const idOf = (letter: string) => letter.repeat(24);
const PLAN: AttachedFile = { id: idOf('a'), name: '会場図.pdf', bytes: 120_000 };
const FORM: AttachedFile = { id: idOf('b'), name: '様式.docx', bytes: 30_000 };

const field = (more: object = {}) =>
  fieldSchema.parse({ id: 'files', label: '添付資料', type: 'file', required: false, pii: 'none', toLlm: 'never', ...more });

function faults(files: unknown, more: object = {}): string[] {
  const result = answersSchema([field(more)]).safeParse({ files });
  return result.success ? [] : fieldErrors(result.error).map(({ path, code }) => `${path} ${code}`);
}

describe('cleanFileName', () => {
  it.each([
    ['会場図.pdf', '会場図.pdf'],
    ['C:\\Users\\keiko\\会場図.pdf', '会場図.pdf'],
    ['../../etc/会場図.pdf', '会場図.pdf'],
    ['会場図\u202efdp.docx', '会場図fdp.docx'],
    ['会\u0000場\u200b図\u0085.pdf\u2028', '会場図.pdf'],
    ['か\u3099い.pdf', 'がい.pdf'],
    ['神\ufa19﨑𠮷.pdf', '神\ufa19﨑𠮷.pdf'],
    ['質問?"一覧"*<1>|2:3.csv', '質問__一覧___1__2_3.csv'],
    ['  名前   の 間 .txt ', '名前 の 間 .txt'],
    ['..隠し.pdf. .', '隠し.pdf'],
    ['con.pdf', '_con.pdf'],
    ['連絡\r\nSet-Cookie: a.pdf', '連絡Set-Cookie_ a.pdf'],
    ['\u202e\u0007', ''],
    ['/', ''],
  ])('keeps %j as %j', (typed, kept) => {
    expect(cleanFileName(typed)).toBe(kept);
    expect(cleanFileName(kept)).toBe(kept);
  });

  it('shortens a name to 150 characters and keeps its ending', () => {
    const name = cleanFileName(`${'𠮷'.repeat(200)}.docx`);
    expect([...name]).toHaveLength(150);
    expect(fileKindOf(name)).toBe('docx');
  });
});

describe('fileKindOf', () => {
  it.each([
    ['会場図.PDF', 'pdf'],
    ['写真.jpeg', 'jpg'],
    ['写真.JPG', 'jpg'],
    ['一覧.v2.xlsx', 'xlsx'],
    ['様式.docm', null],
    ['様式.doc', null],
    ['図.pdf.exe', null],
    ['.pdf', null],
    ['pdf', null],
    ['図.constructor', null],
  ])('of %s is %s', (name, kind) => {
    expect(fileKindOf(name)).toBe(kind);
  });
});

describe('fileRefusal', () => {
  it.each([
    [{ name: '図.pdf', bytes: MAX_ATTACHED_BYTES }, null],
    [{ name: '図.pdf', bytes: MAX_ATTACHED_BYTES + 1 }, 'too-large'],
    [{ name: '図.pdf', bytes: 0 }, 'empty'],
    [{ name: '図.exe', bytes: 1 }, 'kind'],
    [{ name: '', bytes: 1 }, 'name'],
  ])('of %j is %s', (file, refusal) => {
    expect(fileRefusal(file)).toBe(refusal);
  });

  it('is of a kind that the field does not take', () => {
    expect(fileRefusal(FORM, ['pdf'])).toBe('kind');
  });
});

describe('the answer of a file field', () => {
  it('comes back as it was given', () => {
    const answers = answersSchema([field()]).parse({ files: fileRows([PLAN, FORM]) });
    expect(filesAnswer(answers.files)).toEqual([PLAN, FORM]);
  });

  it.each([
    ['none', [], []],
    ['a text', '図', ['files invalid_type']],
    ['a row without an id', [{ name: '会場図.pdf', bytes: '1' }], ['files.0.id invalid_type']],
    ['a stranger id', [{ ...fileRows([PLAN])[0], id: '../x' }], ['files.0.id custom']],
    ['a key too many', [{ ...fileRows([PLAN])[0], path: '/' }], ['files.0.path unknown']],
    ['a size that is none', [{ ...fileRows([PLAN])[0], bytes: '1e3' }], ['files.0.bytes custom']],
    ['another kind', fileRows([{ ...PLAN, name: '図.exe' }]), ['files.0.name kind']],
    ['the same file twice', fileRows([PLAN, PLAN]), ['files unique']],
    ['six files', fileRows([...'abcdef'].map((letter) => ({ ...PLAN, id: idOf(letter) }))), ['files too_big']],
    ['31 MB', fileRows([...'abcd'].map((letter) => ({ ...PLAN, id: idOf(letter), bytes: 8_000_000 }))), ['files tooLarge']],
  ])('with %s has the faults %j', (_, files, expected) => {
    expect(faults(files)).toEqual(expected);
  });

  it('may take some kinds and some files only, and may be required', () => {
    expect(faults(fileRows([FORM]), { accept: ['pdf'] })).toEqual(['files.0.name kind']);
    expect(faults(fileRows([PLAN, FORM]), { maxRows: 1 })).toEqual(['files too_big']);
    expect(faults([], { required: true })).toEqual(['files required']);
  });

  it('is filled or empty, and counted, for the conditions of a form', () => {
    expect(isEmptyAnswer([])).toBe(true);
    expect(holds({ field: 'files', isFilled: true }, { files: fileRows([PLAN]) })).toBe(true);
    expect(holds({ field: 'files', atLeast: 2 }, { files: fileRows([PLAN]) })).toBe(false);
    expect(holds({ field: 'files', atLeast: 2 }, { files: fileRows([PLAN, FORM]) })).toBe(true);
  });
});

describe('sizeWords', () => {
  it.each([
    [820, '820バイト'],
    [12_000, '12KB'],
    [1_300_000, '1.2MB'],
    [MAX_ATTACHED_BYTES, '10.0MB'],
  ])('of %d is %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});
