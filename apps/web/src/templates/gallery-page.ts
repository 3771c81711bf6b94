import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TemplateSummary } from '@bunan/contracts';
import { DraftApi } from '../drafts/draft-api';
import { STATE_LABELS } from '../drafts/state-labels';
import { aboutTokens, dayAndTime } from '../shared/format';
import { Icon } from '../shared/icon';
import { PageState } from '../shared/page-state';
import { sentenceOf } from '../shared/problems';
import { Mini } from './mini';
import { TemplateApi } from './template-api';

/** Groups in the order in which clerks look for them; others follow. */
const GROUP_ORDER = ['通知・案内', '会議録・議事録', '回答・返信', '内部文書', '広報', '契約・委託'];

/** Drafts shown beside the templates. */
const RECENT = 4;

interface Group {
  readonly name: string;
  readonly id: string;
  readonly templates: readonly TemplateSummary[];
}

function matches(template: TemplateSummary, words: readonly string[]): boolean {
  const text = `${template.name} ${template.group} ${template.purpose}`.normalize('NFKC').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The templates by group, to choose from. */
@Component({
  selector: 'bn-gallery-page',
  imports: [Icon, Mini, PageState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (templates.error(); as error) {
      <bn-page-state icon="warning" tone="warning" heading="様式を読み込めませんでした" [text]="sentenceOf(error)">
        <button class="btn main" type="button" (click)="templates.reload()">もう一度読み込む</button>
      </bn-page-state>
    } @else {
      <main id="main" class="wrap" tabindex="-1">
        <div class="head gal-head">
          <h1>どの文書をつくりますか</h1>
          <form role="search" class="searchbox" (submit)="$event.preventDefault()">
            <label class="sr" for="q">様式をさがす</label>
            <input
              #q
              class="in"
              id="q"
              type="search"
              autocomplete="off"
              placeholder="名前や用途でさがす（例　通知、議事録）"
              [value]="search()"
              (input)="search.set(q.value)"
            />
          </form>
        </div>
        @if (templates.isLoading()) {
          <p role="status">様式を読み込んでいます。</p>
        } @else {
          <div class="gal">
            <nav class="toc" aria-label="様式の分類">
              <ol>
                @for (group of groups(); track group.name) {
                  <li>
                    <a [href]="'/templates#' + group.id" (click)="go($event, group.id)"
                      ><span>{{ group.name }}</span
                      ><i>{{ group.templates.length }}</i></a
                    >
                  </li>
                }
              </ol>
              @if (recent().length > 0) {
                <hr />
                <h2 class="recent-h">最近の文案</h2>
                <ul class="recent">
                  @for (draft of recent(); track draft.id) {
                    <li>
                      <a [routerLink]="['/drafts', draft.id]">{{ draft.title }}</a><small
                        >{{ label(draft) }}　{{ when(draft.updatedAt) }}</small
                      >
                    </li>
                  }
                </ul>
              }
            </nav>
            <div>
              @for (group of groups(); track group.name) {
                <section class="gal-g" [id]="group.id" tabindex="-1" [attr.aria-labelledby]="group.id + 'h'">
                  <h2 [id]="group.id + 'h'">{{ group.name }}</h2>
                  <ul class="tpls">
                    @for (template of group.templates; track template.id) {
                      <li class="tpl">
                        <span><bn-mini [document]="template.preview" /></span>
                        <div>
                          <h3>
                            <a [routerLink]="['/templates', template.id]"
                              ><span class="nb">{{ template.name }}</span></a
                            >
                          </h3>
                          <p>{{ template.purpose }}</p>
                          <dl>
                            <div>
                              <dt>入力</dt>
                              <dd>
                                {{ template.fieldCount }}項目（必須{{ template.requiredCount }}）　<span class="nb"
                                  >約{{ template.minutes }}分</span
                                >
                              </dd>
                            </div>
                            <div>
                              <dt class="sr">トークン</dt>
                              <dd>
                                {{
                                  template.expectedTokens === 0
                                    ? '0トークン（AIを使いません）'
                                    : '約' + about(template.expectedTokens) + 'トークン'
                                }}
                              </dd>
                            </div>
                          </dl>
                        </div>
                      </li>
                    }
                  </ul>
                </section>
              } @empty {
                <section class="state">
                  <div class="state-in">
                    <bn-icon name="search" />
                    <div>
                      <h2>「{{ search() }}」に合う様式はありません</h2>
                      <p>短い言葉や、別の言い方でさがしてください。</p>
                      <div class="row"><button class="btn" type="button" (click)="search.set('')">さがした語を消す</button></div>
                    </div>
                  </div>
                </section>
              }
            </div>
          </div>
        }
      </main>
    }
  `,
})
export class GalleryPage {
  private readonly api = inject(TemplateApi);
  private readonly drafts = inject(DraftApi);

  protected readonly templates = resource({ loader: () => this.api.list() });
  private readonly draftPage = resource({ loader: () => this.drafts.list() });
  protected readonly search = signal('');
  protected readonly sentenceOf = sentenceOf;
  protected readonly about = aboutTokens;
  protected readonly when = (iso: string) => dayAndTime(iso);

  protected readonly recent = computed(() => (this.draftPage.hasValue() ? this.draftPage.value().drafts.slice(0, RECENT) : []));

  protected readonly groups = computed((): Group[] => {
    const words = this.search()
      .normalize('NFKC')
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const found = this.templates.hasValue() ? this.templates.value().filter((template) => matches(template, words)) : [];
    const rank = (name: string) => (GROUP_ORDER.indexOf(name) + GROUP_ORDER.length + 1) % (GROUP_ORDER.length + 1);
    const names = [...new Set(found.map((template) => template.group))].toSorted((a, b) => rank(a) - rank(b));
    return names.map((name, index) => ({ name, id: `group-${String(index)}`, templates: found.filter((each) => each.group === name) }));
  });

  protected label(draft: { state: keyof typeof STATE_LABELS; confirmed: boolean }): string {
    return draft.confirmed ? '確認済み' : STATE_LABELS[draft.state];
  }

  protected go(event: Event, id: string): void {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }
}
