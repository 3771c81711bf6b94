import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, signal, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ProposalsView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import type { Unsaved } from '../shared/leaving';
import { PageState } from '../shared/page-state';
import { Session } from '../shared/session';
import { Choices } from './choices';
import { LeaveDialog } from './leave-dialog';
import { OldDocumentFile } from './old-document-file';
import { OldDocumentForm } from './old-document-form';
import { OldSheet } from './old-sheet';
import { ProposalList } from './proposal-list';

/** A new template from a document that was made before: read by rules, taken one by one, made into a draft. */
@Component({
  selector: 'bn-old-document-page',
  imports: [Icon, LeaveDialog, OldDocumentFile, OldDocumentForm, OldSheet, PageState, ProposalList, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [Choices],
  host: { '(window:beforeunload)': 'warn($event)' },
  templateUrl: './old-document-page.html',
})
export class OldDocumentPage implements Unsaved {
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly choices = inject(Choices);
  private readonly list = viewChild(ProposalList);
  private readonly leaving = viewChild(LeaveDialog);

  protected readonly isCurator = computed(() => this.session.view()?.person.roles.includes('curator') === true);
  protected readonly fileName = signal('');
  protected readonly current = signal<string | null>(null);
  protected readonly isFound = computed(() => this.choices.fields().length + this.choices.sections().length > 0);
  private isCreated = false;

  protected open({ name, view }: { readonly name: string; readonly view: ProposalsView }): void {
    this.fileName.set(name);
    this.current.set(null);
    this.choices.begin(view);
    this.focusHeading();
  }

  /** Back to the choice of a file, if what was decided may go. */
  protected async another(): Promise<void> {
    if (await this.mayLose()) {
      this.choices.begin(null);
      this.focusHeading();
    }
  }

  /** What was picked on the sheet gets the focus in the list. */
  protected show(id: string): void {
    this.list()?.reveal(id);
    this.current.set(id);
    setTimeout(() => this.host.nativeElement.querySelector<HTMLElement>(`#take-${id}`)?.focus());
  }

  protected async edit({ templateId, version }: { readonly templateId: string; readonly version: number }): Promise<void> {
    this.isCreated = true;
    await this.router.navigate(['/curation', templateId, version]);
  }

  mayLeave(): boolean | Promise<boolean> {
    return this.isCreated || this.mayLose();
  }

  protected warn(event: BeforeUnloadEvent): void {
    if (this.choices.isChanged() && !this.isCreated) {
      event.preventDefault();
    }
  }

  private mayLose(): boolean | Promise<boolean> {
    return !this.choices.isChanged() || (this.leaving()?.ask() ?? true);
  }

  private focusHeading(): void {
    setTimeout(() => this.host.nativeElement.querySelector('h1')?.focus());
  }
}
