import { afterNextRender, Directive, ElementRef, inject, output } from '@angular/core';

/** Shows a dialog above the page for as long as it is there; Esc asks that it goes, and whoever shows it decides. */
@Directive({ selector: 'dialog[bnModal]', host: { '(cancel)': 'ask($event)' } })
export class Modal {
  readonly dismissed = output();

  constructor() {
    const { nativeElement } = inject<ElementRef<HTMLDialogElement>>(ElementRef);
    afterNextRender(() => {
      nativeElement.showModal();
    });
  }

  protected ask(event: Event): void {
    event.preventDefault();
    this.dismissed.emit();
  }
}
