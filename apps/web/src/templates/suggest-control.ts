import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  model,
  output,
  signal,
  type OnDestroy,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { LookupApi } from './lookup-api';

/** Pause after the last key before names are looked up, ms. */
const LOOK_UP_AFTER_MS = 200;

interface Suggestion {
  readonly name: string;
  /** What tells two of the same name apart. */
  readonly note: string;
}

/** A name of a person or department: free text with suggestions, a combobox by the WAI-ARIA pattern. */
@Component({
  selector: 'bn-suggest-control',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'suggest' },
  template: `
    <input
      class="in"
      role="combobox"
      aria-autocomplete="list"
      autocomplete="off"
      [id]="controlId()"
      [value]="value()"
      [placeholder]="placeholder()"
      [attr.aria-expanded]="isOpen()"
      [attr.aria-controls]="isOpen() ? controlId() + '-list' : null"
      [attr.aria-activedescendant]="active() < 0 ? null : optionId(active())"
      [attr.aria-describedby]="describedBy()"
      [attr.aria-invalid]="invalid() && touched() ? 'true' : null"
      (input)="type($event)"
      (keydown)="press($event)"
      (blur)="leave()"
    />
    @if (isOpen()) {
      <ul class="suggest-list" role="listbox" [id]="controlId() + '-list'" [attr.aria-label]="label() + 'の候補'">
        @for (each of suggestions(); track $index) {
          <li
            role="option"
            [id]="optionId($index)"
            [class.on]="$index === active()"
            [attr.aria-selected]="$index === active()"
            (mousedown)="$event.preventDefault(); take(each)"
          >
            <span>{{ each.name }}</span>
            @if (each.note) {
              <span class="sub">{{ each.note }}</span>
            }
          </li>
        }
      </ul>
    }
    <span class="sr" role="status">{{ isOpen() ? suggestions().length + '件の候補があります' : '' }}</span>
  `,
})
export class SuggestControl implements FormValueControl<string>, OnDestroy {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly lookups = inject(LookupApi);

  readonly value = model('');
  readonly touched = input(false);
  readonly touch = output();
  readonly invalid = input(false);
  readonly of = input.required<'people' | 'departments'>();
  readonly label = input.required<string>();
  readonly controlId = input('');
  readonly describedBy = input<string | null>(null);
  readonly placeholder = input('');

  protected readonly suggestions = signal<readonly Suggestion[]>([]);
  protected readonly isOpen = computed(() => this.suggestions().length > 0);
  /** Place of the suggestion that Enter takes; -1 for none. */
  protected readonly active = signal(-1);

  constructor() {
    afterRenderEffect(() => {
      const active = this.active();
      if (active >= 0) {
        this.host.nativeElement.querySelectorAll('li').item(active).scrollIntoView({ block: 'nearest' });
      }
    });
  }

  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Only the newest question is answered. */
  private question = 0;

  ngOnDestroy(): void {
    this.close();
  }

  protected optionId(index: number): string {
    return `${this.controlId()}-o${String(index)}`;
  }

  protected type({ target }: Event): void {
    if (target instanceof HTMLInputElement) {
      this.value.set(target.value);
      this.close();
      this.timer = setTimeout(() => void this.lookUp(0), LOOK_UP_AFTER_MS);
    }
  }

  protected press(event: KeyboardEvent): void {
    const act = event.isComposing ? undefined : this.actOf(event.key);
    if (act !== undefined) {
      event.preventDefault();
      act();
    }
  }

  /** What a key does here; undefined for what it does in any box. */
  private actOf(key: string): (() => void) | undefined {
    const taken = this.suggestions()[this.active()];
    const acts: Partial<Record<string, () => void>> = {
      ArrowDown: () => {
        this.go(1);
      },
      ArrowUp: () => {
        this.go(-1);
      },
      ...(taken === undefined
        ? {}
        : {
            Enter: () => {
              this.take(taken);
            },
          }),
      ...(this.isOpen()
        ? {
            Escape: () => {
              this.close();
            },
          }
        : {}),
    };
    return acts[key];
  }

  protected take({ name }: Suggestion): void {
    this.value.set(name);
    this.close();
  }

  protected leave(): void {
    this.close();
    this.touch.emit();
  }

  /** To the next suggestion or the one before, around the ends; a closed list opens. */
  private go(by: 1 | -1): void {
    const { length } = this.suggestions();
    if (length === 0) {
      clearTimeout(this.timer);
      void this.lookUp(by);
      return;
    }
    const from = this.active() < 0 && by < 0 ? length : this.active();
    this.active.set((from + by + length) % length);
  }

  /** Free text is right as well, so that nothing is said where names cannot be looked up. */
  private async lookUp(by: 1 | -1 | 0): Promise<void> {
    const text = this.value().trim();
    this.question += 1;
    const question = this.question;
    const found = text === '' ? [] : await this.find(text).catch(() => []);
    if (question === this.question) {
      this.suggestions.set(found);
      this.active.set(-1);
      if (by !== 0 && found.length > 0) {
        this.go(by);
      }
    }
  }

  private async find(text: string): Promise<readonly Suggestion[]> {
    if (this.of() === 'departments') {
      return (await this.lookups.departments(text)).map(({ name }) => ({ name, note: '' }));
    }
    return (await this.lookups.people(text)).map(({ name, department }) => ({ name, note: department }));
  }

  private close(): void {
    clearTimeout(this.timer);
    this.question += 1;
    this.suggestions.set([]);
    this.active.set(-1);
  }
}
