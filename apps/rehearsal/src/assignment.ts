/** One section that the prompt asks for. */
export interface AskedSection {
  readonly id: string;
  readonly label: string;
  /** 常体 (である) instead of です・ます. */
  readonly isPlain: boolean;
  readonly minChars: number;
  readonly maxChars: number;
  readonly mustUse: readonly string[];
  /** What is written of it already: only the rest is wanted. */
  readonly written: string;
}

/** Material of the prompt: label and lines. */
export interface Material {
  readonly label: string;
  readonly lines: readonly string[];
}

/** What a prompt asks for, as far as it can be read. */
export interface Assignment {
  readonly sections: readonly AskedSection[];
  readonly materials: readonly Material[];
}

const SECTION = /^- ([A-Za-z0-9]+)（([^）]*)）: (.*)$/m;
const MUST_USE = /必ず使う差込語: (.*)$/m;
const RANGE = /(?:(\d+)字以上)?(\d+)字以内/;
const WRITTEN = /<(written-data-[^>]+)>\n([\s\S]*)\n<\/\1>/;
const DATA = /<(data-[^>]+)>\n([\s\S]*)\n<\/\1>/;

function sectionsIn(prompt: string): AskedSection[] {
  const block = /書く節:\n([\s\S]*?)(?:\n\n|$)/.exec(prompt)?.[1] ?? '';
  const written = writtenIn(prompt);
  return block.split(/\n(?=- )/).flatMap((lines) => {
    const section = sectionOf(lines);
    return section === null ? [] : [{ ...section, written: written.get(section.id) ?? '' }];
  });
}

/** What is written already, by section. */
function writtenIn(prompt: string): ReadonlyMap<string, string> {
  const blocks = (WRITTEN.exec(prompt)?.[2] ?? '').split(/^【([A-Za-z0-9]+)（[^）]*）】\n/m);
  return new Map(blocks.flatMap((text, at) => (at % 2 === 1 ? [[text, (blocks[at + 1] ?? '').replace(/\n\n$/, '')] as const] : [])));
}

/** The section that a line names; the lines below it say more. */
function sectionOf(lines: string): Omit<AskedSection, 'written'> | null {
  const [, id, label = '', rest = ''] = SECTION.exec(lines) ?? [];
  if (id === undefined) {
    return null;
  }
  const mustUse = MUST_USE.exec(lines)?.[1]?.split('、') ?? [];
  return { id, label, isPlain: rest.includes('常体（'), mustUse, ...boundsIn(rest.slice(rest.lastIndexOf('一文は'))) };
}

function boundsIn(text: string): Pick<AskedSection, 'minChars' | 'maxChars'> {
  const [, min = '0', max = '400'] = RANGE.exec(text) ?? [];
  return { minChars: Number(min), maxChars: Number(max) };
}

function materialsIn(prompt: string): Material[] {
  const data = DATA.exec(prompt)?.[2] ?? '';
  return data
    .split(/^(?=【[^】]+】$)/m)
    .map((block) => block.trim().split('\n'))
    .filter(([head]) => /^【[^】]+】$/.test(head ?? ''))
    .map(([head = '', ...lines]) => ({ label: head.slice(1, -1), lines: lines.map((line) => line.trim()).filter((line) => line !== '') }));
}

/** Reads our own prompt (libs/template-engine). Of another prompt it finds nothing. */
export function readAssignment(prompt: string): Assignment {
  return { sections: sectionsIn(prompt), materials: materialsIn(prompt) };
}
