import { ChangeDetectionStrategy, Component, inject, input, numberAttribute, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageState } from '../shared/page-state';
import { isForbidden, sentenceOf } from '../shared/problems';
import { ChangesList } from './changes-list';
import { CurationApi } from './curation-api';
import { NoRight } from './no-right';

/** What a version changed against another one. */
@Component({
  selector: 'bn-changes-page',
  imports: [ChangesList, NoRight, PageState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isForbidden(changes.error())) {
      <bn-no-right />
    } @else if (changes.error(); as error) {
      <bn-page-state icon="warning" tone="warning" heading="比べられませんでした" [text]="sentenceOf(error)">
        <a class="btn main" routerLink="/curation">様式の管理に戻る</a>
      </bn-page-state>
    } @else {
      <main id="page-main" class="wrap changes-page" tabindex="-1">
        <nav aria-label="現在の位置">
          <ol class="crumb">
            <li><a routerLink="/curation">様式の管理</a></li>
            <li>
              <a [routerLink]="['/curation', id(), version()]">{{ name.hasValue() ? name.value() : id() }}　版{{ version() }}</a>
            </li>
          </ol>
        </nav>
        <div class="head">
          <h1>版{{ since() }}から版{{ version() }}への違い</h1>
        </div>
        @if (changes.hasValue()) {
          @let found = changes.value();
          <p role="status">{{ found.length === 0 ? '違いはありません。' : '違いが' + found.length + 'か所あります。' }}</p>
          @if (found.length > 0) {
            <bn-changes-list [changes]="found" />
          }
        } @else {
          <p role="status">比べています。</p>
        }
      </main>
    }
  `,
})
export class ChangesPage {
  private readonly api = inject(CurationApi);

  readonly id = input.required<string>();
  readonly version = input.required({ transform: numberAttribute });
  readonly since = input.required({ transform: numberAttribute });

  protected readonly changes = resource({
    params: () => ({ id: this.id(), version: this.version(), since: this.since() }),
    loader: ({ params }) => this.api.changes(params.id, params.version, params.since),
  });
  /** What the template is called, for the way back. */
  protected readonly name = resource({
    params: () => ({ id: this.id(), version: this.version() }),
    loader: ({ params }) => this.api.read(params.id, params.version).then(({ name }) => name),
  });
  protected readonly isForbidden = isForbidden;
  protected readonly sentenceOf = sentenceOf;
}
