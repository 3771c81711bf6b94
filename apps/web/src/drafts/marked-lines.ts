import type { Block, DocumentModel, Finding, Item, Line, Run } from '@bunan/contracts';

/** A finding with the number that it has on the screen, from 1. */
export interface NumberedFinding {
  readonly number: number;
  readonly finding: Finding;
}

/** A stretch of a line that is drawn alike. */
export interface Piece {
  readonly text: string;
  readonly field: string | undefined;
  /** The finding whose mark is drawn: of several the gravest, then the shortest, so that none hides one inside it. */
  readonly found: NumberedFinding | undefined;
  /** Findings whose number stands beside this piece: those that begin here. */
  readonly begins: readonly NumberedFinding[];
}

function gravity({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1;
}

/** Findings with their numbers: what must be done first, then in the order of the document. */
export function numbered(findings: readonly Finding[]): NumberedFinding[] {
  return findings.toSorted((a, b) => gravity(a) - gravity(b)).map((finding, index) => ({ number: index + 1, finding }));
}

function itemLines(item: Item): Line[] {
  return [
    ...(item.label === undefined ? [] : [item.label]),
    ...(item.text === undefined ? [] : [item.text]),
    ...(item.paragraphs ?? []),
    ...(item.table?.rows.flat() ?? []),
    ...(item.items ?? []).flatMap(itemLines),
  ];
}

function writtenItems(items: readonly Item[]): { sectionId: string; lines: Line[] }[] {
  return items.flatMap((item) =>
    item.sectionId === undefined
      ? writtenItems(item.items ?? [])
      : [{ sectionId: item.sectionId, lines: itemLines({ ...item, label: [] }) }],
  );
}

function writtenLines(block: Block): { sectionId: string; lines: readonly Line[] }[] {
  if (block.kind === 'body') {
    return block.written ? [{ sectionId: block.sectionId, lines: block.paragraphs }] : [];
  }
  if (block.kind === 'questions') {
    return [{ sectionId: block.sectionId, lines: block.entries.flatMap(({ lines }) => lines) }];
  }
  return block.kind === 'items' ? writtenItems(block.items) : [];
}

interface Place extends NumberedFinding {
  readonly start: number;
  readonly end: number;
}

/** Where the findings' words stand in the lines, counted through all of them; layout may have dropped spaces between. */
function placesOf(text: string, findings: readonly NumberedFinding[]): Place[] {
  const inOrder = findings
    .filter(({ finding }) => finding.range !== null && finding.excerpt !== '')
    .toSorted((a, b) => (a.finding.range?.start ?? 0) - (b.finding.range?.start ?? 0));
  const places: Place[] = [];
  let from = 0;
  for (const each of inOrder) {
    const start = text.indexOf(each.finding.excerpt.replace(/\n.*/s, ''), from);
    if (start >= 0) {
      places.push({ ...each, start, end: start + each.finding.excerpt.length });
      from = start + 1;
    }
  }
  return places;
}

function byPrecedence(a: Place, b: Place): number {
  return gravity(a.finding) - gravity(b.finding) || a.end - a.start - (b.end - b.start);
}

/** Cuts a run where findings begin and end. */
function cut(run: Run, at: number, places: readonly Place[]): Piece[] {
  const end = at + run.text.length;
  const inside = places.filter((place) => place.start < end && place.end > at);
  const cuts = [...new Set([at, end, ...inside.flatMap((place) => [Math.max(at, place.start), Math.min(end, place.end)])])].toSorted(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((start, index) => {
    const stop = cuts[index + 1] ?? end;
    return {
      text: run.text.slice(start - at, stop - at),
      field: run.field,
      found: inside.filter((place) => place.start <= start && place.end >= stop).toSorted(byPrecedence)[0],
      begins: inside.filter((place) => place.start === start),
    };
  });
}

/** The lines of written sections as pieces, with the findings in their places. Other lines are not in the map. */
export function markedLines(document: DocumentModel, findings: readonly NumberedFinding[]): ReadonlyMap<Line, readonly Piece[]> {
  const marked = new Map<Line, readonly Piece[]>();
  for (const { sectionId, lines } of document.blocks.flatMap(writtenLines)) {
    const text = lines.map((line) => line.map((run) => run.text).join('')).join('\n');
    const places = placesOf(
      text,
      findings.filter(({ finding }) => finding.sectionId === sectionId),
    );
    let at = 0;
    for (const line of lines) {
      const pieces: Piece[] = [];
      for (const run of line) {
        pieces.push(...cut(run, at, places));
        at += run.text.length;
      }
      at += 1;
      marked.set(line, pieces);
    }
  }
  return marked;
}
