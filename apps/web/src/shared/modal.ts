import { afterNextRender, Directive, ElementRef, inject } from '@angular/core';

/** Shows a dialog above the page for as long as it is there; nothing but what it asks for makes it go. */
@Directive({ selector: 'dialog[bnModal]', host: { '(cancel)': '$event.preventDefault()' } })
export class Modal {
  constructor() {
    const { nativeElement } = inject<ElementRef<HTMLDialogElement>>(ElementRef);
    afterNextRender(() => {
      nativeElement.showModal();
    });
  }
}
