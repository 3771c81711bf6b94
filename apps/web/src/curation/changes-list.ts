import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { TemplateChange } from '@bunan/contracts';
import { changedWords } from './changed-words';

const KINDS = { added: '足した', removed: '消した', changed: '変えた' } as const;

/** Differences between two versions, each with what was struck and what was put in. */
@Component({
  selector: 'bn-changes-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul class="changes-list">
      @for (change of changes(); track change.path) {
        <li>
          <h3>
            {{ change.label }}<small>{{ kinds[change.kind] }}</small>
          </h3>
          <p class="words">
            @for (piece of piecesOf(change); track $index) {
              @switch (piece.kind) {
                @case ('gone') {
                  <del><span class="sr">消した語</span>{{ piece.text }}</del>
                }
                @case ('new') {
                  <ins><span class="sr">足した語</span>{{ piece.text }}</ins>
                }
                @default {
                  <span>{{ piece.text }}</span>
                }
              }
            }
          </p>
        </li>
      } @empty {
        <li>違いはありません。</li>
      }
    </ul>
  `,
})
export class ChangesList {
  readonly changes = input.required<readonly TemplateChange[]>();

  protected readonly kinds = KINDS;

  protected piecesOf({ before, after }: TemplateChange) {
    return changedWords(before, after);
  }
}
