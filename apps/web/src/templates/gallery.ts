import { computed, inject, Injectable, resource, signal } from '@angular/core';
import type { TemplateSummary } from '@bunan/contracts';
import { Session } from '../shared/session';
import { TemplateApi } from './template-api';

/** What a search has found, the best first. */
export interface Found {
  readonly text: string;
  readonly templates: readonly TemplateSummary[];
}

/**
 * The templates of the person who is signed in, and what was searched in them. Lives as long as the page of the browser:
 * whoever comes back to the gallery finds it as it was, and it is read anew meanwhile.
 */
@Injectable({ providedIn: 'root' })
export class Gallery {
  private readonly api = inject(TemplateApi);
  private readonly session = inject(Session);
  /** Stars that were set or taken since the templates were read. */
  private readonly changed = signal<ReadonlyMap<string, boolean>>(new Map());

  /** What is searched; '' shows everything. */
  readonly text = signal('');

  private readonly reader = computed(() => this.session.view()?.person.id);

  readonly templates = resource({
    params: () => this.reader(),
    loader: async () => {
      const templates = await this.api.list();
      this.changed.set(new Map());
      return templates;
    },
  });

  /** Those with all the words, the best first; asked for only while something is searched. */
  readonly found = resource({
    params: () => (this.text() === '' || this.reader() === undefined ? undefined : { text: this.text(), reader: this.reader() }),
    loader: async ({ params: { text } }): Promise<Found> => ({ text, templates: await this.api.search(text) }),
  });

  isFavourite({ id, isFavourite }: TemplateSummary): boolean {
    return this.changed().get(id) ?? isFavourite;
  }

  /** Shows the star at once, and takes it back if it could not be kept. @throws {ProblemError} */
  async mark(template: TemplateSummary, isFavourite: boolean): Promise<void> {
    const before = this.isFavourite(template);
    this.remember(template.id, isFavourite);
    try {
      await this.api.markFavourite(template.id, isFavourite);
    } catch (error) {
      this.remember(template.id, before);
      throw error;
    }
  }

  private remember(id: string, isFavourite: boolean): void {
    this.changed.update((known) => new Map(known).set(id, isFavourite));
  }
}
