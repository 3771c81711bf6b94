import { afterNextRender, Directive, ElementRef, inject, output, type OnDestroy } from '@angular/core';

/**
 * Shows a dialog above the page for as long as it is there; Esc asks that it goes, and whoever shows it decides. The focus
 * goes back to where it was, unless it has gone on meanwhile.
 */
@Directive({ selector: 'dialog[bnModal]', host: { '(cancel)': 'ask($event)' } })
export class Modal implements OnDestroy {
  private readonly opener = document.activeElement;

  readonly dismissed = output();

  constructor() {
    const { nativeElement } = inject<ElementRef<HTMLDialogElement>>(ElementRef);
    afterNextRender(() => {
      nativeElement.showModal();
    });
  }

  ngOnDestroy(): void {
    const { opener } = this;
    queueMicrotask(() => {
      if (document.activeElement === document.body && opener instanceof HTMLElement && opener.isConnected) {
        opener.focus();
      }
    });
  }

  protected ask(event: Event): void {
    event.preventDefault();
    this.dismissed.emit();
  }
}
