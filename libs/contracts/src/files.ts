import * as z from 'zod';
import './messages.js';
import { cleanText, textLength } from './text.js';

/** Kinds of files that can be attached (添付できる種類), by the ending of their names; how each is called on the screen. */
export const fileKindWords = {
  pdf: 'PDF',
  docx: 'Word（.docx）',
  xlsx: 'Excel（.xlsx）',
  csv: 'CSV',
  txt: 'テキスト（.txt）',
  png: '画像（.png）',
  jpg: '写真（.jpg）',
} as const;
export type FileKind = keyof typeof fileKindWords;

function isKind(ending: string): ending is FileKind {
  return Object.hasOwn(fileKindWords, ending);
}

/** Every kind, in the order in which they are named. */
export const FILE_KINDS: readonly FileKind[] = Object.keys(fileKindWords).filter(isKind);

export const fileKindSchema = z.enum(FILE_KINDS);

/** Largest file, and most that all files of one draft may hold, bytes. */
export const MAX_ATTACHED_BYTES = 10 * 1024 * 1024;
export const MAX_DRAFT_FILE_BYTES = 30 * 1024 * 1024;

/** Most files of a field where a template names no number, and most that it may name. */
export const USUAL_FILES = 5;
export const MAX_FILES = 20;

/** What a person may hold that belongs to no draft yet. */
export const MAX_LOOSE_FILES = 40;
export const MAX_LOOSE_BYTES = 100 * 1024 * 1024;

/** Longest name, code points, its ending included. */
const MAX_NAME = 150;

/** Why a file is not taken, and what to do. */
export const fileRefusals = {
  name: 'ファイルの名前を読み取れません。名前を付け直してから、もう一度選んでください。',
  number: 'ファイルの名前に、個人番号又はカード番号と思われる数字があります。名前を変えてから、もう一度選んでください。',
  kind: 'この種類のファイルは添付できません。示された種類のファイルを選んでください。',
  empty: 'ファイルの中身がありません（0バイト）。元のファイルを確かめてから、もう一度選んでください。',
  'too-large': 'ファイルが大きすぎます（一つ10MBまで）。写真を小さくするか、分けてください。',
  'too-many': 'ファイルの数が多すぎます。要らないファイルを外してから、もう一度選んでください。',
  content: 'ファイルの中身が、名前の終わり（.pdf など）と合いません。元のソフトで開き、保存し直してください。パスワードは外してください。',
  limit: 'まだ文案に使っていない添付ファイルが多すぎます（40個、100MBまで）。要らないものを外してから、もう一度選んでください。',
} as const;
export type FileRefusal = keyof typeof fileRefusals;

/** An id of letters only: no digits in it can be taken for somebody's number. */
export const fileIdSchema = z.string().regex(/^[a-z]{24}$/, 'ファイルの番号が正しくありません。');

/** POST /api/files, and each file of a draft: its id, its name as it is kept, its size in bytes. */
export const attachedFileSchema = z.object({ id: fileIdSchema, name: z.string(), bytes: z.int().positive() });
export type AttachedFile = z.infer<typeof attachedFileSchema>;

/** Header with the name of a file that is sent, percent-encoded: a URL would stand in logs. */
export const FILE_NAME_HEADER = 'x-file-name';

/** The kind that the ending of a name tells; null for any other ending. `jpeg` is `jpg`. */
export function fileKindOf(name: string): FileKind | null {
  const ending = /[^.]\.([A-Za-z]{3,4})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const kind = ending === 'jpeg' ? 'jpg' : ending;
  return isKind(kind) ? kind : null;
}

/** Characters that are not seen, or turn the direction of what follows: 会場図\u202Egnp.exe would read as another name. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Names that Windows keeps for itself. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * The name of a file as it is kept: the last part of a path, with nothing unseen in it and nothing that a file system
 * refuses, at most 150 characters; kana that a Mac has taken apart are put together.
 *
 * @returns '' when nothing is left of it
 */
export function cleanFileName(typed: string): string {
  const last = cleanText(typed).split(/[/\\]/).at(-1) ?? '';
  const name = last
    .replace(UNSEEN, '')
    .replace(/[\u3040-\u30ff][\u3099\u309a]/g, (kana) => kana.normalize('NFC'))
    .replace(/[:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return shortened(RESERVED.test(name) ? `_${name}` : name);
}

function shortened(name: string): string {
  if (textLength(name) <= MAX_NAME) {
    return name;
  }
  const ending = /\.[A-Za-z]{3,4}$/.exec(name)?.[0] ?? '';
  return [...name].slice(0, MAX_NAME - ending.length).join('') + ending;
}

/** What tells before its content is read that a file cannot be attached; null: nothing. */
export function fileRefusal(
  { name, bytes }: { readonly name: string; readonly bytes: number },
  accept: readonly FileKind[] = FILE_KINDS,
): FileRefusal | null {
  const kind = fileKindOf(name);
  if (kind === null || !accept.includes(kind)) {
    return name === '' ? 'name' : 'kind';
  }
  if (bytes === 0) {
    return 'empty';
  }
  return bytes > MAX_ATTACHED_BYTES ? 'too-large' : null;
}

const answeredSchema = attachedFileSchema.extend({ bytes: z.string().transform(Number).pipe(attachedFileSchema.shape.bytes) });

/** The files of a `file` field; none for any other value. Answers hold their sizes as texts. */
export function filesAnswer(value: unknown): readonly AttachedFile[] {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  return rows.flatMap((row) => {
    const file = answeredSchema.safeParse(row);
    return file.success ? [file.data] : [];
  });
}

/** Files as they stand in answers. */
export function fileRows(files: readonly AttachedFile[]): Record<'id' | 'name' | 'bytes', string>[] {
  return files.map(({ id, name, bytes }) => ({ id, name, bytes: String(bytes) }));
}

/** 820バイト, 12KB, 1.2MB. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_024) {
    return `${String(bytes)}バイト`;
  }
  const kilobytes = bytes / 1_024;
  return kilobytes < 1_024 ? `${String(Math.ceil(kilobytes))}KB` : `${(kilobytes / 1_024).toFixed(1)}MB`;
}
