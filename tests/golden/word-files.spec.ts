import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { CITY, goldenFiles, HARD_ON_PAPER, savedName, type GoldenFile } from './documents.js';
import { needs, officePath, partText, pdfPages, validationErrors, validatorPath } from './office.js';
import { brokenRules } from './word-rules.js';

// Validator and LibreOffice are programs of their own; on a busy machine each file takes seconds.
jest.setTimeout(300_000);

/** Pages of each document in the layouts 11pt and 12pt, looked at; renewed when BUNAN_PAGES is set. */
const PAGES_FILE = join(__dirname, 'pages.json');
const PAGES = z.record(z.string(), z.tuple([z.int(), z.int()])).parse(JSON.parse(readFileSync(PAGES_FILE, 'utf8')));

/** Writes down how many pages each document has now. */
function renewPages(files: readonly GoldenFile[], pages: ReadonlyMap<string, number>): void {
  const kinds = [...new Set(files.map(({ name }) => name.replace(/\.\w+\.\w+$/, '')))];
  const of = (kind: string, layout: string) => pages.get(files.find(({ name }) => name.startsWith(`${kind}.${layout}.`))?.name ?? '') ?? 0;
  const counted = Object.fromEntries(kinds.map((kind) => [kind, [of(kind, '11pt'), of(kind, '12pt')]]));
  writeFileSync(PAGES_FILE, `${JSON.stringify(counted, null, 2)}\n`);
}

function documentText({ bytes }: GoldenFile): string {
  const text = [...partText(bytes, 'word/document.xml').matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<w:(br|tab)\/>/g)];
  return text
    .map(([, shown, space]) => shown ?? (space === 'br' ? '\n' : '\t'))
    .join('')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

describe('the Word files of the library', () => {
  const validator = validatorPath();
  const office = officePath();
  let files: GoldenFile[] = [];
  let folder = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bunan-word-'));
    files = await goldenFiles();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function errorsOf(sdk: string, lane: readonly GoldenFile[]): Promise<string[]> {
    const errors: string[] = [];
    for (const file of lane) {
      const path = join(folder, `${file.name}.docx`);
      writeFileSync(path, file.bytes);
      errors.push(...(await validationErrors(sdk, path, 'Office2019')).map((error) => `${file.name} ${error}`));
    }
    return errors;
  }

  it('are there for every template, layout and state', () => {
    expect(files.map((file) => file.name.replace(/\.\w+\.\w+$/, '')).filter((kind) => !(kind in PAGES))).toEqual([]);
    expect(new Set(files.map((file) => file.name)).size).toBe(files.length);
  });

  it('keep every rule of a municipal document, in well-formed XML', () => {
    const typed = 'no raw tab or line break, no placeholder';
    const broken = files.map((file) => [file.name, brokenRules(file.bytes, file.profile)] as const);
    // Braces that were typed are text and arrive on paper: the one rule that hard text must break.
    expect(broken).toEqual(files.map(({ name }) => [name, name.includes('.hard.') ? [typed] : []]));
  });

  needs(validator, 'no Open XML SDK validator for this platform')('are valid by the Open XML SDK', async () => {
    const lanes = [0, 1].map((lane) => files.filter((_, index) => index % 2 === lane));
    const errors = await Promise.all(lanes.map((lane) => errorsOf(validator ?? '', lane)));
    expect(errors.flat()).toEqual([]);
  });

  needs(validator, 'no Open XML SDK validator for this platform')('are valid for the oldest and the newest Word', async () => {
    const longest = files.find(({ name }) => name === 'kaigiroku.ordinary.12pt.final');
    const path = join(folder, 'versions.docx');
    writeFileSync(path, longest?.bytes ?? '');
    expect(await validationErrors(validator ?? '', path, 'Office2007')).toEqual([]);
    expect(await validationErrors(validator ?? '', path, 'Microsoft365')).toEqual([]);
  });

  needs(validator, 'no Open XML SDK validator for this platform')('would be refused if they were broken', async () => {
    const path = join(folder, 'broken.docx');
    writeFileSync(path, 'no zip');
    expect(await validationErrors(validator ?? '', path, 'Office2019')).not.toEqual([]);
  });

  needs(office, 'LibreOffice is not installed')('have the expected pages in LibreOffice', () => {
    const pages = pdfPages(office ?? '', files);
    if (process.env.BUNAN_PAGES !== undefined) {
      renewPages(files, pages);
    }
    const expected = files.map(({ name, profile }) => {
      const [in11pt, in12pt] = PAGES[name.replace(/\.\w+\.\w+$/, '')] ?? [];
      return [name, profile.id === '11pt' ? in11pt : in12pt];
    });
    expect(files.map(({ name }) => [name, pages.get(name)])).toEqual(expected);
  });

  it('show hard text as it was typed, without what no file may hold', () => {
    const hard = files.filter(({ name }) => name.includes('.hard.'));
    expect(hard.map((file) => documentText(file).includes(HARD_ON_PAPER))).toEqual(hard.map(() => true));
    expect(hard.map((file) => /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(documentText(file)))).toEqual(
      hard.map(() => false),
    );
    expect(hard.every((file) => documentText(file).includes('二行目\tタブ'))).toBe(true);
  });

  it('say what they are in their properties, and name no person', () => {
    for (const file of files.filter(({ name }) => !name.includes('.hard.'))) {
      const core = partText(file.bytes, 'docProps/core.xml');
      const value = (tag: string) => new RegExp(`<${tag}[^>]*>([^<]*)<`).exec(core)?.[1];
      expect({
        title: value('dc:title'),
        creator: value('dc:creator'),
        lastModifiedBy: value('cp:lastModifiedBy'),
        category: value('cp:category'),
        contentStatus: value('cp:contentStatus'),
        description: value('dc:description'),
      }).toEqual({
        title: file.title,
        creator: CITY,
        lastModifiedBy: CITY,
        category: file.templateName,
        contentStatus: file.status === 'draft' ? '案' : '施行',
        description: '生成AIを利用して作成した下書きを職員が確認したもの',
      });
      for (const name of [file.answers.senderName, file.answers.recipient, file.answers.chair, file.answers.contactPerson]) {
        expect(typeof name === 'string' && name !== '' && core.includes(name)).toBe(false);
      }
    }
  });

  it('carry 案 on every page while they are drafts, and not when they are sent', () => {
    const header = (file: GoldenFile) => partText(file.bytes, 'word/header1.xml').includes('<w:t xml:space="preserve">案</w:t>');
    expect(files.map((file) => [file.name, header(file)])).toEqual(files.map(({ name, status }) => [name, status === 'draft']));
  });

  it('are saved under names that every file system takes', () => {
    const names = files.map(savedName);
    expect(names.filter((name) => !/^(【案】)?[^/\\:*?"<>|\u0000-\u001f]{1,62}\.docx$/u.test(name))).toEqual([]);
    expect(files.every((file) => savedName(file).startsWith('【案】') === (file.status === 'draft'))).toBe(true);
  });

  it('have the same bytes when they are made again', async () => {
    const again = new Map((await goldenFiles()).map((file) => [file.name, file.bytes]));
    expect(files.filter(({ name, bytes }) => again.get(name)?.equals(bytes) !== true).map(({ name }) => name)).toEqual([]);
  });
});
