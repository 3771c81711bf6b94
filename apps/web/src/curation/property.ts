import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import type { FaultView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { valueAt } from './definition';
import { Editor } from './editor';
import { fixOf, type FaultFix } from './fault-fix';
import { printTyped, readTyped, type Kind } from './typed-value';

import type { Options } from './words';

/** One property of a template: its label, its control, what is wrong with it, and the fix where one is certain. */
@Component({
  selector: 'bn-property',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'field' },
  template: `
    @if (kind() === 'flag') {
      <label class="check"
        ><input
          type="checkbox"
          [checked]="text() === 'true'"
          [disabled]="!editor.canEdit()"
          (change)="editor.set(path(), text() !== 'true')"
        />{{ label() }}</label
      >
    } @else {
      <div class="field-head">
        <label class="label" [for]="id()">{{ label() }}</label>
        @if (aside()) {
          <span class="opt push">{{ aside() }}</span>
        }
      </div>
    }
    @if (help()) {
      <p class="help" [id]="id() + '-h'">{{ help() }}</p>
    }
    @switch (kind()) {
      @case ('flag') {}
      @case ('yes-no')
      @case ('choice') {
        <select
          class="in w-m"
          [id]="id()"
          [disabled]="!editor.canEdit()"
          [attr.aria-invalid]="wrong() ? 'true' : null"
          [attr.aria-describedby]="describedBy()"
          (change)="take($event)"
        >
          @if (canBeNone() || text() === '') {
            <option value="" [selected]="text() === ''">{{ none() }}</option>
          }
          @if (text() !== '' && !isKnown()) {
            <option [value]="text()" selected>{{ text() }}（選べません）</option>
          }
          @for (option of options(); track option.value) {
            <option [value]="option.value" [selected]="option.value === text()">{{ option.words }}</option>
          }
        </select>
      }
      @case ('line') {
        <input
          class="in"
          autocomplete="off"
          [id]="id()"
          [value]="text()"
          [readOnly]="!editor.canEdit()"
          [attr.aria-invalid]="wrong() ? 'true' : null"
          [attr.aria-describedby]="describedBy()"
          (input)="take($event)"
        />
      }
      @case ('number') {
        <input
          class="in num-in"
          inputmode="numeric"
          autocomplete="off"
          [id]="id()"
          [value]="text()"
          [readOnly]="!editor.canEdit()"
          [attr.aria-invalid]="wrong() ? 'true' : null"
          [attr.aria-describedby]="describedBy()"
          (input)="take($event)"
        />
      }
      @default {
        <textarea
          class="in code"
          spellcheck="false"
          [id]="id()"
          [rows]="rows()"
          [value]="text()"
          [readOnly]="!editor.canEdit()"
          [attr.aria-invalid]="wrong() ? 'true' : null"
          [attr.aria-describedby]="describedBy()"
          (input)="take($event)"
        ></textarea>
      }
    }
    @for (fault of shown(); track $index) {
      <p class="bad" [attr.id]="$index === 0 ? id() + '-e' : null">
        <bn-icon name="warning" /><span>{{ sentence(fault) }}</span>
      </p>
      @if (fixOf(fault); as fix) {
        <button class="btn fix" type="button" (click)="mend(fix)">{{ fix.words }}</button>
      }
    }
  `,
})
export class Property {
  protected readonly editor = inject(Editor);

  readonly path = input.required<string>();
  readonly label = input.required<string>();
  readonly kind = input<Kind>('line');
  readonly help = input('');
  readonly aside = input('');
  readonly rows = input(3);
  readonly options = input<Options>([]);
  /** The property may be left out; what the screen says then. */
  readonly canBeNone = input(false);
  readonly none = input('（なし）');

  protected readonly id = computed(() => `p-${this.path().replaceAll('.', '-')}`);

  private readonly value = computed(() => valueAt(this.editor.content(), this.path()));

  /** What is typed; it stays as it is typed while it stands for the value. */
  protected readonly text = linkedSignal<unknown, string>({
    source: this.value,
    computation: (value, previous) => {
      const before = previous === undefined ? null : readTyped(this.kind(), previous.value, !this.canBeNone());
      return previous !== undefined && before?.ok === true && JSON.stringify(before.value) === JSON.stringify(value)
        ? previous.value
        : printTyped(this.kind(), value);
    },
  });
  /** What is typed stands for nothing: it is not taken over. */
  private readonly isBroken = computed(() => !readTyped(this.kind(), this.text(), true).ok);

  protected readonly isKnown = computed(() => this.options().some(({ value }) => value === this.text()));

  protected readonly shown = computed((): readonly FaultView[] =>
    this.isBroken()
      ? [{ path: this.path(), message: '書き方（JSON）に誤りがあります。直すまで、前の内容のままです。' }]
      : this.editor.faultsAt(this.path()),
  );
  protected readonly wrong = computed(() => this.shown().length > 0);

  protected readonly describedBy = computed(() => {
    const ids = [...(this.help() === '' ? [] : [`${this.id()}-h`]), ...(this.wrong() ? [`${this.id()}-e`] : [])];
    return ids.length === 0 ? null : ids.join(' ');
  });

  protected sentence({ line, column, message }: FaultView): string {
    return line === undefined ? message : `${String(line)}行目${column === undefined ? '' : `${String(column)}字目`}：${message}`;
  }

  protected fixOf(fault: FaultView): FaultFix | null {
    return this.editor.canEdit() ? fixOf(fault, this.editor.content()) : null;
  }

  /** Puts right what is wrong; one goes on in the text. */
  protected mend({ mended }: FaultFix): void {
    this.editor.replace(mended);
    document.getElementById(this.id())?.focus();
  }

  protected take(event: Event): void {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) {
      this.takeText(target.value);
    }
  }

  private takeText(text: string): void {
    this.text.set(text);
    const { ok, value } = readTyped(this.kind(), text, !this.canBeNone());
    if (ok) {
      this.editor.set(this.path(), value);
    }
  }
}
