import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal, viewChild, type ElementRef } from '@angular/core';
import { RouterLink } from '@angular/router';
import { textLength, type DraftView } from '@bunan/contracts';
import { tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { sentenceOf } from '../shared/problems';
import { DraftApi } from './draft-api';
import { plainText } from './edited-parts';
import { Paper } from './paper';

/** A draft while it is being written: the text as it grows, how far it is, and the way to stop it. */
@Component({
  selector: 'bn-writing',
  imports: [Icon, Paper, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="docbar">
      <div class="wrap">
        <div class="docbar-t">
          <ol class="crumb" aria-label="現在の位置">
            @if (draft().trialTest === null) {
              <li><a routerLink="/drafts">文案</a></li>
            } @else {
              <li><a routerLink="/curation">様式の管理</a></li>
            }
            <li>{{ draft().templateName }}</li>
          </ol>
          <h1>{{ draft().title }}</h1>
        </div>
      </div>
    </div>
    <main id="page-main" class="desk-bg" tabindex="-1">
      <div class="wrap desk">
        <article class="desk-doc" aria-label="文書"><bn-paper [draft]="draft()" [labels]="labels()" /></article>
        <aside class="panel" aria-labelledby="writing-h">
          <div class="panel-in">
            <h2 id="writing-h">{{ heading() }}</h2>
            <div class="prog">
              <div
                class="bar"
                role="progressbar"
                aria-valuemin="0"
                [attr.aria-valuemax]="draft().sections.length"
                [attr.aria-valuenow]="doneCount()"
                [attr.aria-label]="words()"
              >
                <i [style.width.%]="percent()"></i>
              </div>
              <p class="row tight" role="status">
                <span>{{ words() }}</span>
              </p>
            </div>
            @if (draft().retrying) {
              <div class="note warn" role="status">
                <h3><bn-icon name="info" />再試行中です</h3>
                <p>AIの側が混み合っているため、少し待ってから、もう一度書きます。入力は残っています。</p>
              </div>
            }
            <ol class="parts">
              @for (section of draft().sections; track section.id) {
                <li [class.ok]="section.progress === 'done'" [class.on]="section.progress === 'writing'">
                  @if (section.progress === 'done') {
                    <bn-icon name="done" />
                  } @else if (section.progress === 'writing') {
                    <bn-icon name="pen" />
                  } @else {
                    <svg class="i" aria-hidden="true"></svg>
                  }
                  <span>{{ section.label }}</span><i>{{ section.progress === 'waiting' ? 'これから' : length(section) + '字' }}</i>
                </li>
              }
            </ol>
            <div class="note">
              <h3>ページを閉じても続きます</h3>
              @if (draft().trialTest === null) {
                <p>できあがると、文案の一覧に「できました」と出ます。別の端末からも開けます。</p>
              } @else {
                <p>できあがると、様式の試験の表に結果が出ます。</p>
              }
            </div>
            @if (draft().trialTest === null) {
              <a class="btn main wide" routerLink="/templates">ほかの仕事に戻る</a>
            } @else {
              <a class="btn main wide" [routerLink]="['/curation', draft().templateId, draft().templateVersion]">様式に戻る</a>
            }
            <dl class="cost">
              <div>
                <dt>使ったトークン</dt>
                <dd>{{ tokens(draft().tokens.used) }}</dd>
              </div>
              <div>
                <dt>予約したトークン</dt>
                <dd>{{ tokens(draft().tokens.reserved) }}</dd>
              </div>
            </dl>
            <p class="sub">余った予約は、書き終えたときに戻ります。</p>
            <div class="stop-box">
              <button class="btn stop" type="button" (click)="ask()">書くのを止める</button>
              <p class="sub">止めても、ここまでの文章は残ります。使った分のトークンは戻りません。</p>
              @if (failure(); as sentence) {
                <p class="bad" role="alert">
                  <bn-icon name="warning" /><span>{{ sentence }}</span>
                </p>
              }
            </div>
          </div>
        </aside>
      </div>
      <dialog #sure class="sure" aria-labelledby="sure-h">
        <h2 id="sure-h">書くのを止めますか</h2>
        <p>ここまでの文章と入力は残ります。使った分のトークンは戻りません。</p>
        <div class="row">
          <button class="btn" type="button" autofocus (click)="sure.close()">続ける</button
          ><button class="btn stop" type="button" (click)="stop()">止める</button>
        </div>
      </dialog>
    </main>
    <div class="foot-bar">
      <span
        >{{ words() }}<span class="bar"><i [style.width.%]="percent()"></i></span></span
      ><button class="btn stop" type="button" (click)="ask()">書くのを止める</button>
    </div>
  `,
})
export class Writing {
  private readonly api = inject(DraftApi);
  private readonly sure = viewChild.required<ElementRef<HTMLDialogElement>>('sure');

  readonly draft = input.required<DraftView>();
  readonly labels = input.required<ReadonlyMap<string, string>>();
  readonly changed = output<DraftView>();

  protected readonly failure = signal<string | null>(null);
  protected readonly tokens = tokens;
  protected readonly doneCount = computed(() => this.draft().sections.filter((section) => section.progress === 'done').length);
  protected readonly heading = computed(() => (this.draft().state === 'queued' ? '順番を待っています' : '書いています'));

  protected readonly words = computed(() => {
    const { sections, state } = this.draft();
    if (state === 'queued') {
      return 'まもなく書き始めます';
    }
    const number = sections.findIndex((section) => section.progress === 'writing') + 1;
    if (sections.length === 1) {
      return `${sections[0]?.label ?? ''}を書いています`;
    }
    return number === 0 ? `${String(sections.length)}つの節を書きます` : `${String(sections.length)}つの節のうち${String(number)}つ目`;
  });

  /** Share of the usual length that has arrived, per section. */
  protected readonly percent = computed(() => {
    const { sections } = this.draft();
    const shares = sections.map((section) =>
      section.progress === 'done' ? 1 : Math.min(0.95, this.length(section) / Math.max(1, (section.minChars + section.maxChars) / 2)),
    );
    return (shares.reduce((sum, share) => sum + share, 0) / Math.max(1, sections.length)) * 100;
  });

  protected length(section: DraftView['sections'][number]): number {
    return textLength(plainText(section.line));
  }

  protected ask(): void {
    this.sure().nativeElement.showModal();
  }

  protected async stop(): Promise<void> {
    this.sure().nativeElement.close();
    this.failure.set(null);
    try {
      this.changed.emit(await this.api.cancel(this.draft().id));
    } catch (error) {
      this.failure.set(sentenceOf(error));
    }
  }
}
