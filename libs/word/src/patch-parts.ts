import type { Grid } from './grid.js';
import type { LayoutProfile } from './layout-profile.js';
import { entryText, readZip, writeZip, zipEntry } from './zip.js';

/** The number of a drawing in its part, from 1: docx counts through all documents of a process. */
function drawingNumber(xml: string, offset: number): number {
  return xml.slice(0, offset).split('<wp:docPr ').length;
}

/** What the properties of a file say beside what `docx` can write. */
export interface FileMeta {
  readonly category: string;
  /** 案 or 施行. */
  readonly status: string;
  readonly company: string;
}

function attribute(tag: string, name: string): number | undefined {
  const match = new RegExp(`\\bw:${name}="(-?\\d+)"`).exec(tag);
  return match === null ? undefined : Number(match[1]);
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** Twips in hundredths of a character, to the nearest quarter. */
function hundredths(twips: number, pitch: number): string {
  return String(Math.round((twips / pitch) * 4) * 25);
}

/**
 * An indent in characters beside the one in twips; Word takes the characters first.
 *
 * With a hanging indent `w:leftChars` counts to where the first line starts, `w:left` to where the others do.
 */
function indentInCharacters(tag: string, pitch: number): string {
  const left = attribute(tag, 'left') ?? attribute(tag, 'start');
  const right = attribute(tag, 'right') ?? attribute(tag, 'end');
  const hanging = attribute(tag, 'hanging');
  const firstLine = hanging === undefined ? attribute(tag, 'firstLine') : undefined;
  const pair = (name: string, twips: number | undefined, shown = twips) =>
    twips === undefined || shown === undefined ? '' : ` w:${name}Chars="${hundredths(shown, pitch)}" w:${name}="${String(twips)}"`;
  const first = left === undefined ? undefined : left - (hanging ?? 0);
  return `<w:ind${pair('left', left, first)}${pair('right', right)}${pair('hanging', hanging)}${pair('firstLine', firstLine)}/>`;
}

function spacingInLines(tag: string, linePitch: number): string {
  if (/w:val=|Lines=/.test(tag)) {
    return tag;
  }
  return ['before', 'after'].reduce((patched, side) => {
    const twips = attribute(patched, side);
    const isWhole = twips !== undefined && twips % linePitch === 0;
    return isWhole ? patched.replace(` w:${side}=`, ` w:${side}Lines="${String((twips / linePitch) * 100)}" w:${side}=`) : patched;
  }, tag);
}

function charactersAndLines(xml: string, grid: Grid): string {
  return xml
    .replace(/<w:ind\b[^>]*\/>/g, (tag) => indentInCharacters(tag, grid.pitch))
    .replace(/<w:spacing\b[^>]*\/>/g, (tag) => spacingInLines(tag, grid.linePitch))
    .replace(/<wp:docPr id="[^"]*"/g, (_, offset: number, xml: string) => `<wp:docPr id="${String(drawingNumber(xml, offset))}"`);
}

/** No gap between Japanese and digits, no widow control, justified: only what differs from the defaults of the format. */
const NORMAL = '<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:jc w:val="both"/></w:pPr>';
const NORMAL_START = '<w:name w:val="Normal"/><w:qFormat/>';

function patchStyles(xml: string): string {
  if (!xml.includes(NORMAL_START)) {
    throw new Error('the style Normal is not where docx writes it');
  }
  return xml
    .replace(NORMAL_START, NORMAL_START + NORMAL)
    .replace(/<w:style [^>]*w:styleId="\w+Small"[\s\S]*?<\/w:style>/g, (style) =>
      style.replace('<w:jc ', '<w:snapToGrid w:val="0"/><w:jc '),
    );
}

function patchNumbering(xml: string): string {
  return xml.replaceAll(' w:tentative="1"', '').replaceAll('w:val="hybridMultilevel"', 'w:val="multilevel"');
}

const compatSetting = (name: string, value: number) =>
  `<w:compatSetting w:name="${name}" w:uri="http://schemas.microsoft.com/office/word" w:val="${String(value)}"/>`;

/** The settings of Word's Japanese template: no squeezing of 、。, the five switches of Word 2013, the theme's language. */
function patchSettings(xml: string, grid: Grid): string {
  const drawingGrid = `<w:drawingGridHorizontalSpacing w:val="${String(Math.round(grid.pitch / 2))}"/><w:displayHorizontalDrawingGridEvery w:val="0"/><w:displayVerticalDrawingGridEvery w:val="2"/>`;
  return xml
    .replace('<w:displayBackgroundShape/>', '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>')
    .replace('<w:evenAndOddHeaders w:val="false"/>', `${drawingGrid}<w:characterSpacingControl w:val="doNotCompress"/>`)
    .replace(
      '</w:compat>',
      [
        compatSetting('overrideTableStyleFontSizeAndJustification', 1),
        compatSetting('enableOpenTypeFeatures', 1),
        compatSetting('doNotFlipMirrorIndents', 1),
        compatSetting('differentiateMultirowTableHeaders', 1),
        compatSetting('useWord2013TrackBottomHyphenation', 0),
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/>',
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>',
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
      ].join(''),
    );
}

/** Lets a machine without the font pick a Mincho of fixed pitch, not any font. */
function patchFontTable(xml: string, profile: LayoutProfile): string {
  const font =
    `<w:font w:name="${profile.font}"><w:altName w:val="${profile.fontAlias}"/><w:panose1 w:val="02020609040205080304"/>` +
    '<w:charset w:val="80"/><w:family w:val="roman"/><w:pitch w:val="fixed"/></w:font>';
  return xml.replace(/\/>\s*$/, `>${font}</w:fonts>`);
}

/** A fixed time: the same document has the same bytes. */
const FIXED_TIME = '2000-01-01T00:00:00Z';

function patchCore(xml: string, meta: FileMeta): string {
  return xml
    .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${FIXED_TIME}`)
    .replace(
      '</cp:coreProperties>',
      `<dc:language>ja-JP</dc:language><cp:category>${escapeXml(meta.category)}</cp:category><cp:contentStatus>${escapeXml(meta.status)}</cp:contentStatus></cp:coreProperties>`,
    );
}

function patchPart(name: string, xml: string, { grid, profile, meta }: { grid: Grid; profile: LayoutProfile; meta: FileMeta }): string {
  const measured = /^word\/(document|styles|numbering|header\d+|footer\d+)\.xml$/.test(name) ? charactersAndLines(xml, grid) : xml;
  switch (name) {
    case 'word/styles.xml':
      return patchStyles(measured);
    case 'word/numbering.xml':
      return patchNumbering(measured);
    case 'word/settings.xml':
      return patchSettings(measured, grid);
    case 'word/fontTable.xml':
      return patchFontTable(measured, profile);
    case 'docProps/core.xml':
      return patchCore(measured, meta);
    case 'docProps/app.xml':
      return measured.replace(/\/>\s*$/, `><Company>${escapeXml(meta.company)}</Company></Properties>`);
    default:
      return measured;
  }
}

/**
 * Completes a file with what the API of `docx` cannot say: indents and spaces in characters and lines, the Japanese
 * switches of Normal, settings, the font table, properties. `[Content_Types].xml` comes first, as Word writes it.
 */
export function patchDocx(bytes: Buffer, context: { grid: Grid; profile: LayoutProfile; meta: FileMeta }): Buffer {
  const entries = readZip(bytes).map((entry) => {
    if (!entry.name.endsWith('.xml')) {
      return entry;
    }
    const xml = entryText(entry);
    const patched = patchPart(entry.name, xml, context);
    return patched === xml ? entry : zipEntry(entry.name, patched);
  });
  const isFirst = (name: string) => Number(name === '[Content_Types].xml');
  return writeZip(entries.toSorted((a, b) => isFirst(b.name) - isFirst(a.name)));
}
