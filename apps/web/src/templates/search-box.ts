import { ChangeDetectionStrategy, Component, ElementRef, input, linkedSignal, output, viewChild, type OnDestroy } from '@angular/core';
import { Icon } from '../shared/icon';

/** How long after the last key the search begins, ms. */
const PAUSE_MS = 250;

/** Where words are typed: they are searched while typing, at once on さがす, and not at all after Esc. */
@Component({
  selector: 'bn-search-box',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form role="search" class="searchbox" (submit)="submit($event)">
      <label class="sr" for="q">様式をさがす</label>
      <input
        #box
        class="in"
        id="q"
        type="search"
        maxlength="200"
        autocomplete="off"
        enterkeyhint="search"
        placeholder="文書の名前や用途でさがす（例　つうち、議事録）"
        [value]="typed()"
        (input)="type($event)"
        (keydown.escape)="clear()"
        (keydown.arrowdown)="toResults($event)"
      />
      <button class="btn main" type="submit"><bn-icon name="search" />さがす</button>
    </form>
  `,
})
export class SearchBox implements OnDestroy {
  /** What is searched now. */
  readonly text = input.required<string>();
  readonly searched = output<string>();
  /** The person wants to go on among the results. */
  readonly left = output();

  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What this box has asked for last: it must not come back and change what was typed since. */
  private asked = '';

  protected readonly typed = linkedSignal<string, string>({
    source: this.text,
    computation: (text, before) => this.follow(text, before?.value),
  });

  ngOnDestroy(): void {
    clearTimeout(this.timer);
  }

  focus(): void {
    this.box().nativeElement.focus();
  }

  /** What an input method has not made kana of yet is no part of the word. */
  protected type(event: Event): void {
    const { value } = this.box().nativeElement;
    const isComposing = event instanceof InputEvent && event.isComposing;
    this.typed.set(value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.ask(isComposing ? value.replace(/[a-zａ-ｚ]+$/i, '') : value);
    }, PAUSE_MS);
  }

  protected submit(event: Event): void {
    event.preventDefault();
    this.ask(this.typed());
    this.left.emit();
  }

  protected clear(): void {
    this.typed.set('');
    this.ask('');
  }

  protected toResults(event: Event): void {
    event.preventDefault();
    this.left.emit();
  }

  /** What stands in the box when another text is searched: after going back, that text. */
  private follow(text: string, typed: string | undefined): string {
    const isOwn = text === this.asked;
    this.asked = text;
    return isOwn ? (typed ?? text) : text;
  }

  private ask(text: string): void {
    clearTimeout(this.timer);
    this.asked = text.trim();
    this.searched.emit(this.asked);
  }
}
