import { cleanText } from '@bunan/contracts';

/** Names of the files that a document is saved as. */
export interface FileNames {
  readonly draft: string;
  readonly final: string;
}

/** Longest title in a file name, code points: the archive's file system takes 255 bytes, three a character. */
const LONGEST = 60;

/** What Windows does not take in a name, and what would leave the folder, as the full-width character that looks alike. */
const WIDE: Readonly<Record<string, string>> = {
  '/': '／',
  '\\': '＼',
  ':': '：',
  '*': '＊',
  '?': '？',
  '"': '”',
  '<': '＜',
  '>': '＞',
  '|': '｜',
};

/** A title as the stem of a file name: one line, no character that a file system refuses, no dots at its ends. */
function stemOf(title: string): string {
  const line = cleanText(title)
    .replace(/[\t\n ]+/g, ' ')
    .replace(/[/\\:*?"<>|]/g, (character) => WIDE[character] ?? '')
    .replace(/\.{2,}/g, '．．');
  const stem = [...line]
    .slice(0, LONGEST)
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return stem === '' ? '文書' : stem;
}

/** File names of a document: 案 in front while it is one. */
export function fileNames(title: string): FileNames {
  const stem = stemOf(title);
  return { draft: `【案】${stem}.docx`, final: `${stem}.docx` };
}

function encode(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Header `Content-Disposition` for a Japanese file name, with an ASCII one for old clients (RFC 6266, RFC 8187). */
export function contentDisposition(name: string): string {
  const ending = /\.[A-Za-z]{3,4}$/.exec(name)?.[0] ?? '';
  return `attachment; filename="document${ending}"; filename*=UTF-8''${encode(name)}`;
}
