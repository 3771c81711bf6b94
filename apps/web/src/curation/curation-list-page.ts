import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  Injector,
  input,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CuratedTemplate, VersionSummary } from '@bunan/contracts';
import { dayAndTime } from '../shared/format';
import { Icon } from '../shared/icon';
import { PageState } from '../shared/page-state';
import { isForbidden, sentenceOf } from '../shared/problems';
import { Session } from '../shared/session';
import { groupsInOrder } from '../templates/shelves';
import { CurationApi } from './curation-api';
import { ImportPanel } from './import-panel';
import { NewTemplate } from './new-template';
import { NoRight } from './no-right';
import { VisibilityForm } from './visibility-form';
import { inUseWords, STATE_WORDS } from './words';

interface Row {
  readonly template: CuratedTemplate;
  readonly inUse: VersionSummary | undefined;
  /** The one that is being worked on, or waits for its day. */
  readonly coming: VersionSummary | undefined;
  readonly newest: VersionSummary | undefined;
}

/** All templates with the version in use and the one that is being worked on. */
@Component({
  selector: 'bn-curation-list-page',
  imports: [Icon, ImportPanel, NewTemplate, NoRight, PageState, RouterLink, VisibilityForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isForbidden(templates.error())) {
      <bn-no-right />
    } @else if (templates.error(); as error) {
      <bn-page-state icon="warning" tone="warning" heading="様式の管理を開けません" [text]="sentenceOf(error)">
        <button class="btn main" type="button" (click)="templates.reload()">もう一度読み込む</button>
      </bn-page-state>
    } @else {
      <main id="page-main" class="wrap" tabindex="-1">
        <div class="head row">
          <h1>様式の管理</h1>
          @if (isCurator()) {
            <div class="row push">
              <a class="btn" routerLink="/curation/old-document">これまでの文書からつくる</a>
              <button class="btn" type="button" id="open-import" (click)="open('import')">ファイルから取り込む</button>
              <button class="btn main" type="button" id="open-new" (click)="open('new')"><bn-icon name="add" />新しい様式</button>
            </div>
          }
        </div>
        @switch (panel()) {
          @case ('new') {
            <bn-new-template [templates]="all()" (closed)="close('new')" />
          }
          @case ('import') {
            <bn-import-panel (closed)="close('import')" (imported)="templates.reload()" />
          }
        }
        @if (templates.isLoading() && all().length === 0) {
          <p role="status">様式を読み込んでいます。</p>
        } @else {
          <div class="row cur-tools">
            <label class="row tight"
              >名前で絞る<input #words class="in" type="search" autocomplete="off" [value]="named()" (input)="named.set(words.value)"
            /></label>
            <label class="check"
              ><input type="checkbox" [checked]="onlyOpen()" (change)="onlyOpen.set(!onlyOpen())" />作業中のものだけ（{{
                openCount()
              }}件）</label
            >
          </div>
          @for (group of groups(); track group.name) {
            <section class="gal-g" [attr.aria-label]="group.name">
              <h2>{{ group.name }}</h2>
              <table class="tbl cur">
                <thead>
                  <tr>
                    <th scope="col">様式</th>
                    <th scope="col">使われている版</th>
                    <th scope="col">作業中の版</th>
                    <th scope="col">使える課</th>
                  </tr>
                </thead>
                <tbody>
                  @for (row of group.rows; track row.template.id) {
                    <tr>
                      <th scope="row">
                        <a [routerLink]="['/curation', row.template.id, (row.coming ?? row.inUse ?? row.newest)?.version]"
                          ><span class="nb">{{ row.template.name }}</span></a
                        >
                      </th>
                      <td data-l="使われている版">
                        @if (row.inUse; as version) {
                          <a [routerLink]="['/curation', row.template.id, version.version]">版{{ version.version }}</a
                          ><small class="quiet">{{ inUseWords(version) }}</small>
                        } @else {
                          <span class="sub">なし</span>
                        }
                      </td>
                      <td data-l="作業中の版">
                        @if (row.coming; as version) {
                          <a [routerLink]="['/curation', row.template.id, version.version]">版{{ version.version }}</a>
                          <span class="tag">{{ stateWords[version.state] }}</span>
                          <small class="quiet">{{ when(version.savedAt) }}に保存</small>
                          @if (version.authors.length > 0) {
                            <small class="quiet">作った人　{{ names(version) }}</small>
                          }
                        } @else {
                          <span class="sub">―</span>
                        }
                      </td>
                      <td data-l="使える課">
                        {{ departments(row.template) }}
                        @if (isCurator()) {
                          <button class="btn plain" type="button" (click)="visibility.set(row.template)">
                            変える<span class="sr">（{{ row.template.name }}を使える課）</span>
                          </button>
                        }
                      </td>
                    </tr>
                  }
                </tbody>
              </table>
            </section>
          } @empty {
            <p>{{ nothing() }}</p>
          }
        }
        @if (visibility(); as template) {
          <bn-visibility-form [template]="template" (closed)="closeVisibility($event)" />
        }
      </main>
    }
  `,
})
export class CurationListPage {
  private readonly api = inject(CurationApi);
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);

  /** `new`: opens with the form for an empty template. */
  readonly begin = input<string>();

  protected readonly templates = resource({ loader: () => this.api.list() });
  protected readonly panel = linkedSignal<'new' | 'import' | null>(() => (this.begin() === 'new' ? 'new' : null));
  protected readonly onlyOpen = signal(false);
  /** Part of the names of the templates that are shown. */
  protected readonly named = signal('');
  protected readonly visibility = signal<CuratedTemplate | null>(null);
  protected readonly isForbidden = isForbidden;
  protected readonly sentenceOf = sentenceOf;
  protected readonly stateWords = STATE_WORDS;
  protected readonly inUseWords = inUseWords;
  protected readonly when = (iso: string) => dayAndTime(iso);

  protected readonly isCurator = computed(() => this.session.view()?.person.roles.includes('curator') === true);
  protected readonly all = computed(() => (this.templates.hasValue() ? this.templates.value() : []));

  private readonly rows = computed((): Row[] =>
    this.all().map((template) => ({
      template,
      inUse: template.versions.find(({ isInUse }) => isInUse),
      coming: template.versions.find(({ state }) => state === 'draft' || state === 'in-review' || state === 'approved'),
      newest: template.versions[0],
    })),
  );

  protected readonly openCount = computed(() => this.rows().filter(({ coming }) => coming !== undefined).length);

  protected readonly groups = computed(() => {
    const named = this.named().normalize('NFKC').trim().toLowerCase();
    const rows = this.rows().filter(
      ({ coming, template }) => (!this.onlyOpen() || coming !== undefined) && template.name.normalize('NFKC').toLowerCase().includes(named),
    );
    return groupsInOrder(rows.map(({ template }) => template.group)).map((name) => ({
      name,
      rows: rows.filter(({ template }) => template.group === name),
    }));
  });

  protected readonly nothing = computed(() => {
    if (this.named().trim() !== '') {
      return `名前に「${this.named().trim()}」のある様式はありません。`;
    }
    return this.onlyOpen() ? '作業中の版はありません。' : '様式はまだありません。';
  });

  /** The panel takes the focus; when it goes, the button that opened it has it again. */
  protected open(panel: 'new' | 'import'): void {
    this.panel.set(panel);
    this.focus(`#${panel}-h`);
  }

  protected close(panel: 'new' | 'import'): void {
    this.panel.set(null);
    this.focus(`#open-${panel}`);
  }

  private focus(selector: string): void {
    afterNextRender(() => document.querySelector<HTMLElement>(selector)?.focus(), { injector: this.injector });
  }

  protected names({ authors }: VersionSummary): string {
    return authors.map(({ name }) => name).join('、');
  }

  protected departments({ departments }: CuratedTemplate): string {
    const [first] = departments;
    if (first === undefined) {
      return 'すべての課';
    }
    return departments.length === 1 ? first.name : `${first.name}ほか${String(departments.length - 1)}課`;
  }

  protected closeVisibility(isChanged: boolean): void {
    this.visibility.set(null);
    if (isChanged) {
      this.templates.reload();
    }
  }
}
