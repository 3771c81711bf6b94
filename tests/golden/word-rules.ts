import { DOMParser } from '@xmldom/xmldom';
import xpath from 'xpath';
import { entryText, readZip } from '../../libs/word/src/zip.js';
import { gridOf } from '../../libs/word/src/grid.js';
import type { LayoutProfile } from '../../libs/word/src/layout-profile.js';

const NAMESPACES: Readonly<Record<string, string>> = {
  w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  dc: 'http://purl.org/dc/elements/1.1/',
  cp: 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
};

const STYLED = (ids: string) =>
  `//w:p[w:pPr/w:pStyle[${ids
    .split(' ')
    .map((id) => `@w:val='${id}'`)
    .join(' or ')}]]`;

/** What makes a file a municipal document: part, rule, and the XPath that is true when it holds. */
function rules(profile: LayoutProfile): readonly (readonly [part: string, rule: string, expression: string])[] {
  const grid = gridOf(profile);
  const document = 'word/document.xml';
  const styles = 'word/styles.xml';
  const charSpace = grid.charSpace === 0 ? 'not(@w:charSpace) or @w:charSpace=0' : `@w:charSpace=${String(grid.charSpace)}`;
  const first = '(@w:left - @w:hanging) * 100';
  return [
    [document, 'A4', '//w:sectPr/w:pgSz[@w:w=11906 and @w:h=16838]'],
    [document, 'margins', `//w:sectPr/w:pgMar[@w:top=1417 and @w:bottom=1417 and @w:left=1701 and @w:right=${String(grid.margin.right)}]`],
    [
      document,
      'character grid',
      `//w:sectPr/w:docGrid[@w:type='linesAndChars' and @w:linePitch=${String(grid.linePitch)} and (${charSpace})]`,
    ],
    [
      document,
      'every indent in characters too',
      'not(//w:ind[(@w:left and not(@w:leftChars)) or (@w:right and not(@w:rightChars)) or (@w:hanging and not(@w:hangingChars)) or (@w:firstLine and not(@w:firstLineChars))])',
    ],
    [
      document,
      'leftChars counts to the first line',
      `not(//w:ind[@w:hanging and @w:leftChars][${first} > (@w:leftChars + 13) * ${String(grid.pitch)} or ${first} < (@w:leftChars - 13) * ${String(grid.pitch)}])`,
    ],
    [
      document,
      'number and date in the same box',
      `not(${STYLED('DocNo')}[1]/w:pPr/w:ind/@w:left != ${STYLED('DocNo')}[last()]/w:pPr/w:ind/@w:left)`,
    ],
    [document, 'number and date one character from the edge', `not(${STYLED('DocNo')}[not(w:pPr/w:ind/@w:rightChars=100)])`],
    [
      document,
      '記 and 以上 come together',
      `count(${STYLED('NoteHeading')}[normalize-space(.)='記']) = count(${STYLED('Closing')}[normalize-space(.)='以上'])`,
    ],
    [document, 'numbers are numbering, not text', `not(${STYLED('KiItem Midashi')}[not(w:pPr/w:numPr)])`],
    [document, 'table lines of half a point', "not(//w:tblBorders/*[@w:val='single' and @w:sz!=4])"],
    [document, 'rows are not split', 'not(//w:tr[not(w:trPr/w:cantSplit)])'],
    [document, 'only first rows are head rows', 'not(//w:tr[w:trPr/w:tblHeader][preceding-sibling::w:tr])'],
    [
      document,
      'tables are fixed and within the line',
      `not(//w:tbl[not(w:tblPr/w:tblLayout/@w:type='fixed') or sum(w:tblGrid/w:gridCol/@w:w) > ${String(grid.textWidth)}])`,
    ],
    [
      document,
      'no raw tab or line break, no placeholder',
      "not(//w:t[contains(., '{{') or normalize-space(concat('x', translate(., ' ', '_'), 'x')) != concat('x', translate(., ' ', '_'), 'x')])",
    ],
    [
      styles,
      'fonts',
      "//w:docDefaults//w:rFonts[@w:eastAsia='ＭＳ 明朝' and @w:ascii='ＭＳ 明朝' and @w:hAnsi='ＭＳ 明朝' and @w:hint='eastAsia']",
    ],
    [styles, 'size', `//w:docDefaults//w:sz[@w:val=${String(profile.sizePt * 2)}]`],
    [styles, 'language', "//w:docDefaults//w:lang[@w:eastAsia='ja-JP']"],
    [
      styles,
      'no space between Japanese and half-width',
      "//w:style[@w:default=1 and @w:type='paragraph']/w:pPr[w:autoSpaceDE/@w:val=0 and w:autoSpaceDN/@w:val=0 and w:widowControl/@w:val=0 and w:jc/@w:val='both']",
    ],
    [
      styles,
      'grid and kinsoku not switched off',
      "not(//w:style[@w:default=1]//*[self::w:snapToGrid or self::w:kinsoku or self::w:overflowPunct][@w:val=0 or @w:val='false'])",
    ],
    [styles, 'first line of the body one character in', "//w:style[@w:styleId='BodyJa']//w:ind[@w:firstLineChars=100]"],
    [
      styles,
      'sender two from the right',
      "//w:style[@w:styleId='Sender']/w:pPr[w:ind/@w:rightChars=200 and w:jc[@w:val='right' or @w:val='end']]",
    ],
    [styles, 'addressee one in', "//w:style[@w:styleId='Addressee']//w:ind[@w:leftChars=100 and @w:hangingChars=100]"],
    [styles, 'subject three in', "//w:style[@w:styleId='Subject']//w:ind[@w:leftChars=300 and @w:rightChars=300]"],
    [styles, '記 centred', "//w:style[@w:styleId='NoteHeading']//w:jc[@w:val='center']"],
    [
      'word/numbering.xml',
      '1, (1), ア, (ア)',
      "//w:abstractNum[w:lvl[@w:ilvl=0]/w:lvlText/@w:val='%1' and w:lvl[@w:ilvl=1]/w:lvlText/@w:val='(%2)' and w:lvl[@w:ilvl=2][w:numFmt/@w:val='aiueoFullWidth' and w:lvlText/@w:val='%3'] and w:lvl[@w:ilvl=3]/w:lvlText/@w:val='(%4)']",
    ],
    ['word/settings.xml', 'no compression', "//w:characterSpacingControl[@w:val='doNotCompress']"],
    [
      'word/settings.xml',
      'compatibility',
      "//w:compat[w:adjustLineHeightInTable and w:useFELayout and w:balanceSingleByteDoubleByteWidth and w:compatSetting[@w:name='compatibilityMode' and @w:val=15]]",
    ],
    ['word/settings.xml', 'theme language', "//w:themeFontLang[@w:eastAsia='ja-JP']"],
    [
      'docProps/core.xml',
      'title and author',
      "//dc:title[string-length(.)>0] and //dc:creator[. != 'Un-named'] and //dc:language[.='ja-JP'] and //cp:contentStatus",
    ],
  ];
}

/** Parts of a .docx by name; each XML part must be well-formed. @throws for one that is not */
export function xmlParts(docx: Buffer): Map<string, Document> {
  const parts = readZip(docx).filter((entry) => /\.(xml|rels)$/.test(entry.name));
  return new Map(
    parts.map((entry) => {
      const refuse = (message: string) => {
        throw new Error(`${entry.name} is not well-formed: ${message}`);
      };
      const parser = new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } });
      return [entry.name, parser.parseFromString(entryText(entry), 'application/xml')];
    }),
  );
}

/** The rules that a file breaks; empty when it is a municipal document. */
export function brokenRules(docx: Buffer, profile: LayoutProfile): string[] {
  const parts = xmlParts(docx);
  const select = xpath.useNamespaces(NAMESPACES);
  return rules(profile).flatMap(([part, rule, expression]) => {
    const xml = parts.get(part);
    const holds = xml !== undefined && select(`boolean(${expression})`, xml) === true;
    return holds ? [] : [rule];
  });
}
