import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CuratedTemplate, VersionSummary, VersionView } from '@bunan/contracts';
import { sentenceOf } from '../shared/problems';
import { CurationApi } from './curation-api';
import { inUseWords, STATE_WORDS } from './words';

/** All versions of a template: each can be opened, gone back to, and compared with the one on the screen. */
@Component({
  selector: 'bn-versions-table',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="u-sec" aria-labelledby="versions-h">
      <h2 id="versions-h">この様式の版</h2>
      @if (templates.error(); as error) {
        <p class="sub">版の一覧を読み込めませんでした。{{ sentenceOf(error) }}</p>
      } @else {
        <table class="tbl tests versions">
          <thead>
            <tr>
              <th scope="col">版</th>
              <th scope="col">状態</th>
              <th scope="col">使われる日</th>
              <th scope="col">作った人</th>
              <th scope="col">承認した人</th>
              <th scope="col">違い</th>
            </tr>
          </thead>
          <tbody>
            @for (each of rows(); track each.version) {
              <tr>
                <th scope="row">
                  @if (each.version === shown().version) {
                    <b>版{{ each.version }}</b
                    ><small class="quiet">いま見ている版</small>
                  } @else {
                    <a [routerLink]="['/curation', shown().templateId, each.version]">版{{ each.version }}</a>
                  }
                </th>
                <td data-l="状態">{{ stateWords[each.state] }}{{ each.isInUse ? '（使用中）' : '' }}</td>
                <td data-l="使われる日">{{ inUseWords(each) || '―' }}</td>
                <td data-l="作った人">{{ names(each) }}</td>
                <td data-l="承認した人">{{ each.approver?.name ?? '―' }}</td>
                <td data-l="違い">
                  @if (each.version === shown().version) {
                    ―
                  } @else {
                    <a [routerLink]="['/curation', shown().templateId, newer(each), 'changes']" [queryParams]="{ since: older(each) }"
                      >版{{ older(each) }}から版{{ newer(each) }}への違い</a
                    >
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
      }
    </section>
  `,
})
export class VersionsTable {
  private readonly api = inject(CurationApi);

  /** The version on the screen. */
  readonly shown = input.required<VersionView>();

  /** Read again where another version is on the screen, or in another state; not at each save. */
  protected readonly templates = resource({
    params: () => `${this.shown().templateId} ${String(this.shown().version)} ${this.shown().state}`,
    loader: () => this.api.list(),
  });
  /** As they were last read: they stay while they are read again. */
  private readonly known = linkedSignal<readonly CuratedTemplate[] | null, readonly CuratedTemplate[]>({
    source: () => (this.templates.hasValue() ? this.templates.value() : null),
    computation: (read, previous) => read ?? previous?.value ?? [],
  });
  /** The newest first; the one on the screen as it is there. */
  protected readonly rows = computed((): readonly VersionSummary[] => {
    const shown = this.shown();
    const versions = this.known().find(({ id }) => id === shown.templateId)?.versions ?? [];
    return [shown, ...versions.filter(({ version }) => version !== shown.version)].toSorted((a, b) => b.version - a.version);
  });

  protected readonly stateWords = STATE_WORDS;
  protected readonly sentenceOf = sentenceOf;
  protected readonly inUseWords = inUseWords;

  protected names({ authors }: VersionSummary): string {
    return authors.length === 0 ? '製品に付属' : authors.map(({ name }) => name).join('、');
  }

  protected older({ version }: VersionSummary): number {
    return Math.min(version, this.shown().version);
  }

  protected newer({ version }: VersionSummary): number {
    return Math.max(version, this.shown().version);
  }
}
