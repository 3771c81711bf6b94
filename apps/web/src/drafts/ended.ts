import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { CreateDraft, DraftView } from '@bunan/contracts';
import { aboutTokens, tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { asProblem } from '../shared/problems';
import { SCOPE_LABELS } from '../usage/usage';
import { DraftApi } from './draft-api';
import { Paper } from './paper';
import { stopHeading, wayOn } from './stop-words';

/** A draft without a finished text: stopped at a cap, failed, cancelled. What is kept, and what can be done now. */
@Component({
  selector: 'bn-ended',
  imports: [Icon, Paper, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main id="page-main" class="wrap" tabindex="-1">
      <nav aria-label="現在の位置">
        <ol class="crumb">
          <li><a routerLink="/drafts">文案</a></li>
          <li>{{ draft().templateName }}</li>
          <li aria-current="page">{{ draft().title }}</li>
        </ol>
      </nav>
      <div class="head">
        <h1 tabindex="-1">{{ words().heading }}</h1>
        <p class="measure" role="status">{{ words().text }}</p>
      </div>
      <div class="stop-grid">
        <div class="stack">
          @if (draft().state !== 'stopped') {
            <section class="choice first" aria-labelledby="again-h">
              <div>
                <h2 id="again-h">もう一度書く</h2>
                <p>同じ入力で、新しい文案をつくります。</p>
                <p class="row">
                  <button class="btn main big" type="button" [attr.aria-disabled]="isBusy() ? 'true' : null" (click)="create('model')">
                    もう一度書く</button
                  ><span class="sub">{{ price() }}</span>
                </p>
              </div>
            </section>
          }
          <section class="choice" [class.first]="draft().state === 'stopped'" aria-labelledby="plain-h">
            <div>
              <h2 id="plain-h">定型文でつくる</h2>
              <p>市が用意した文に、入力した値を入れます。本文は、できた後に手で直せます。</p>
              <p class="row">
                <button
                  class="btn big"
                  [class.main]="draft().state === 'stopped'"
                  type="button"
                  [attr.aria-disabled]="isBusy() ? 'true' : null"
                  (click)="create('boilerplate')"
                >
                  定型文でつくる</button
                ><span class="sub">0トークン・すぐにできます</span>
              </p>
            </div>
          </section>
          @if (draft().stopped?.shortTokens; as shortTokens) {
            <section class="choice" aria-labelledby="short-h">
              <div>
                <h2 id="short-h">短い文案にする</h2>
                <p>字数の上限を半分にすれば、いまの残りでAIが書けます。足りないところは、できた後に手で書き足せます。</p>
                <p class="row">
                  <button class="btn" type="button" [attr.aria-disabled]="isBusy() ? 'true' : null" (click)="resume(true)">短く書く</button
                  ><span class="sub">最も多い場合 {{ tokens(shortTokens) }}トークン</span>
                </p>
              </div>
            </section>
          }
          @if (draft().state === 'stopped') {
            <section class="choice" aria-labelledby="more-h">
              <div>
                <h2 id="more-h">{{ more().heading }}</h2>
                <p>{{ more().text }}</p>
                <p>
                  <button class="btn" type="button" [attr.aria-disabled]="isBusy() ? 'true' : null" (click)="resume(false)">
                    続きから書く
                  </button>
                </p>
              </div>
            </section>
          }
          <section class="choice" aria-labelledby="input-h">
            <div>
              <h2 id="input-h">入力を直す</h2>
              <p>この文案の入力を、様式の画面で開きます。直してから、つくり直せます。</p>
              <p>
                <a class="btn" [routerLink]="['/templates', draft().templateId]" [queryParams]="{ from: draft().id }">入力を開く</a>
              </p>
            </div>
          </section>
          @if (failure(); as sentence) {
            <section class="note err" role="alert">
              <h2><bn-icon name="warning" />{{ sentence }}</h2>
            </section>
          }
        </div>
        <aside>
          <section class="run still" aria-labelledby="why-h">
            <h2 id="why-h">{{ draft().state === 'stopped' ? '足りない理由' : 'この文案のトークン' }}</h2>
            <dl class="cost">
              @if (draft().stopped; as stopped) {
                <div class="big">
                  <dt>{{ label(stopped.scope) }}の残り</dt>
                  <dd>
                    <b>{{ tokens(stopped.remainingTokens) }}</b>
                  </dd>
                </div>
                <div>
                  <dt>この文案（最も多い場合）</dt>
                  <dd>{{ tokens(stopped.requestedTokens) }}</dd>
                </div>
              } @else {
                <div class="big">
                  <dt>使ったトークン</dt>
                  <dd>
                    <b>{{ tokens(draft().tokens.used) }}</b>
                  </dd>
                </div>
              }
            </dl>
            <p class="sub">入力した内容は残っています。<a [routerLink]="['/drafts']">文案の一覧</a>からも開けます。</p>
          </section>
        </aside>
      </div>
      @if (hasText()) {
        <section class="can" aria-labelledby="so-far">
          <h2 id="so-far">ここまでの文章</h2>
          <p class="sub">途中までの文章です。Wordにはできません。</p>
          <bn-paper [draft]="draft()" [labels]="labels()" />
        </section>
      } @else {
        <section class="can" aria-labelledby="can">
          <h2 id="can">今できること</h2>
          <div class="can-grid">
            <div>
              <h3><bn-icon name="done" />いつもどおり使えます</h3>
              <ul>
                <li>様式の入力と保存</li>
                <li>定型文での作成</li>
                <li>文案の手直しと指摘</li>
                <li>確認とWordの出力</li>
              </ul>
            </div>
            @if (draft().state === 'stopped') {
              <div class="no">
                <h3><bn-icon name="remove" />止まっています</h3>
                <ul>
                  <li>AIによる最初の文案</li>
                </ul>
              </div>
            }
          </div>
        </section>
      }
    </main>
  `,
})
export class Ended {
  private readonly api = inject(DraftApi);
  private readonly router = inject(Router);

  readonly draft = input.required<DraftView>();
  readonly labels = input.required<ReadonlyMap<string, string>>();
  /** Usual tokens of this template, once known. */
  readonly usualTokens = input<number | null>(null);

  protected readonly isBusy = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly tokens = tokens;
  protected readonly hasText = computed(() => this.draft().sections.some((section) => section.parts.length > 0));

  protected readonly price = computed(() => {
    const usual = this.usualTokens();
    return usual === null ? '' : `約${aboutTokens(usual)}トークン`;
  });

  /** The keys stay the same for this page, so that a second click makes no second draft. */
  private readonly keys = { model: crypto.randomUUID(), boilerplate: crypto.randomUUID() };

  protected readonly words = computed(() => {
    const { state, failure, stopped } = this.draft();
    if (state === 'stopped') {
      return {
        heading: stopped === null ? '' : stopHeading(stopped),
        text: '入力した内容は残っています。AIを使わない「定型文」なら、今すぐ文案をつくれます。',
      };
    }
    return state === 'cancelled'
      ? { heading: '書くのを止めました', text: '入力した内容と、ここまでの文章は残っています。' }
      : { heading: '文案を書けませんでした', text: failure?.message ?? '' };
  });

  protected readonly more = computed(() => {
    const { stopped } = this.draft();
    return stopped === null ? { heading: '', text: '' } : wayOn(stopped);
  });

  protected label(scope: keyof typeof SCOPE_LABELS): string {
    return SCOPE_LABELS[scope];
  }

  /** Takes the same draft up again; the page follows it. */
  protected async resume(short: boolean): Promise<void> {
    if (this.isBusy()) {
      return;
    }
    this.isBusy.set(true);
    this.failure.set(null);
    try {
      await this.api.resume(this.draft().id, short);
    } catch (error) {
      this.failure.set(asProblem(error).message);
    } finally {
      this.isBusy.set(false);
    }
  }

  protected async create(writer: CreateDraft['writer']): Promise<void> {
    if (this.isBusy()) {
      return;
    }
    this.isBusy.set(true);
    this.failure.set(null);
    try {
      const { templateId, answers } = this.draft();
      const receipt = await this.api.create({ templateId, answers, writer }, this.keys[writer]);
      await this.router.navigate(['/drafts', receipt.id]);
    } catch (error) {
      const problem = asProblem(error);
      this.failure.set(problem.errors[0]?.message ?? problem.message);
    } finally {
      this.isBusy.set(false);
    }
  }
}
