import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { Item, Line, SectionView } from '@bunan/contracts';
import type { Piece } from './marked-lines';
import { PaperTable } from './paper-table';
import { Pieces } from './pieces';

const ASIDES = 'アイウエオカキクケコサシスセソタチツテトナニヌネノ';

/** 1, (1), ア, (ア), a, (a): the mark of an item at a depth. */
function markOf(depth: number, index: number): string {
  const number = String(index + 1);
  const letter = String.fromCharCode(97 + index);
  const kana = ASIDES[index] ?? number;
  return [number, `(${number})`, kana, `(${kana})`, letter, `(${letter})`][depth] ?? number;
}

/** How many numbers an item takes: one that has no line of its own leaves them to the items below it. */
function numbersOf(item: Item): number {
  return item.label !== undefined || item.text !== undefined ? 1 : (item.items ?? []).reduce((sum, each) => sum + numbersOf(each), 0);
}

/** Numbered items of the paper, as deep as they go. */
@Component({
  selector: 'bn-paper-items',
  imports: [Pieces, PaperTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol class="paper-items" [class.outer]="depth() === 0" [class.headings]="isHeadings()">
      @for (item of items(); track $index; let index = $index) {
        @let progress = progressOf(item);
        <li [class.bare]="!item.label && !item.text">
          @if (item.label || item.text) {
            <div class="line">
              <span class="no">{{ mark(numberAt(index)) }}</span>
              @if (item.label && item.text) {
                <span class="lb"><bn-pieces [line]="item.label" [marked]="marked()" [labels]="labels()" /></span>
                <span
                  ><bn-pieces
                    [line]="item.text"
                    [marked]="marked()"
                    [labels]="labels()"
                    [current]="current()"
                    (picked)="picked.emit($event)"
                /></span>
              } @else {
                <span class="wide" [class.wait]="progress === 'waiting'"
                  ><bn-pieces
                    [line]="item.label ?? item.text ?? []"
                    [marked]="marked()"
                    [labels]="labels()"
                    [current]="current()"
                    (picked)="picked.emit($event)"
                /></span>
              }
            </div>
          }
          @for (paragraph of item.paragraphs; track $index) {
            <p class="body">
              <bn-pieces [line]="paragraph" [marked]="marked()" [labels]="labels()" [current]="current()" (picked)="picked.emit($event)" />
            </p>
          }
          @if (item.table; as table) {
            <bn-paper-table [table]="table" [marked]="marked()" [labels]="labels()" [current]="current()" (picked)="picked.emit($event)" />
          }
          @if (item.items; as below) {
            <bn-paper-items
              [items]="below"
              [depth]="item.label || item.text ? depth() + 1 : depth()"
              [before]="item.label || item.text ? 0 : numberAt(index)"
              [marked]="marked()"
              [labels]="labels()"
              [current]="current()"
              (picked)="picked.emit($event)"
            />
          }
          @if (progress === 'writing') {
            <span class="caret" aria-hidden="true"></span>
          } @else if (progress === 'waiting') {
            <div class="ghost" aria-hidden="true"><i></i><i class="short"></i></div>
          }
        </li>
      }
    </ol>
  `,
})
export class PaperItems {
  readonly items = input.required<readonly Item[]>();
  readonly depth = input(0);
  /** Items of the same list that stand above these. */
  readonly before = input(0);
  readonly isHeadings = input(false);
  readonly sections = input<readonly SectionView[]>([]);
  readonly isLive = input(false);
  readonly marked = input.required<ReadonlyMap<Line, readonly Piece[]>>();
  readonly labels = input.required<ReadonlyMap<string, string>>();
  readonly current = input(0);
  readonly picked = output<number>();

  protected numberAt(index: number): number {
    return this.items()
      .slice(0, index)
      .reduce((sum, item) => sum + numbersOf(item), this.before());
  }

  protected mark(index: number): string {
    return markOf(this.depth(), index);
  }

  protected progressOf(item: Item): SectionView['progress'] | null {
    return this.isLive() && item.sectionId !== undefined
      ? (this.sections().find((section) => section.id === item.sectionId)?.progress ?? null)
      : null;
  }
}
