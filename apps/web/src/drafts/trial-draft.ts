import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DraftView } from '@bunan/contracts';
import { tokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { ExportPanel } from './export-panel';
import { numbered } from './marked-lines';
import { Paper } from './paper';
import { STATE_LABELS } from './state-labels';

/** What the model made of the test of a template: to be looked at, not to be worked on. */
@Component({
  selector: 'bn-trial-draft',
  imports: [ExportPanel, Icon, Paper, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="docbar">
      <div class="wrap">
        <div class="docbar-t">
          <ol class="crumb" aria-label="現在の位置">
            <li><a routerLink="/curation">様式の管理</a></li>
            <li>
              <a [routerLink]="version()">{{ draft().templateName }}　版{{ draft().templateVersion }}</a>
            </li>
          </ol>
          <h1>{{ draft().title }}</h1>
        </div>
        <div class="docbar-a"><span class="tag">様式の試験</span></div>
      </div>
    </div>
    <main id="page-main" class="desk-bg" tabindex="-1">
      <div class="wrap desk">
        <article class="desk-doc" aria-label="文書"><bn-paper [draft]="draft()" [findings]="findings()" /></article>
        <aside class="panel" aria-labelledby="trial-h">
          <div class="panel-in">
            <h2 id="trial-h">{{ heading() }}</h2>
            <p>様式を確かめるために、AIに書かせたものです。直すことも、確認することもできません。</p>
            @if (why(); as sentence) {
              <p class="bad">
                <bn-icon name="warning" /><span>{{ sentence }}</span>
              </p>
            }
            @if (draft().state === 'ready') {
              <section aria-labelledby="trial-finds">
                <h3 id="trial-finds">指摘　{{ findings().length }}件</h3>
                <ol class="finds">
                  @for (each of findings(); track each.finding.id) {
                    <li class="find" [class.warn]="each.finding.severity !== 'error'">
                      <div class="find-h">
                        <span class="n">{{ each.number }}</span>
                        <h4>{{ each.finding.title }}</h4>
                      </div>
                      <p>{{ each.finding.message }}</p>
                    </li>
                  }
                </ol>
              </section>
            }
            <p>使ったトークン　{{ tokens(draft().tokens.used) }}</p>
            <a class="btn wide" [routerLink]="version()">様式に戻る</a>
            @if (draft().state === 'ready') {
              <bn-export-panel [draft]="draft()" />
            }
          </div>
        </aside>
      </div>
    </main>
  `,
})
export class TrialDraft {
  readonly draft = input.required<DraftView>();

  protected readonly tokens = tokens;
  protected readonly heading = computed(() => STATE_LABELS[this.draft().state]);
  protected readonly findings = computed(() => numbered(this.draft().findings));
  protected readonly why = computed(() => this.draft().failure?.message ?? this.draft().stopped?.message ?? null);
  protected readonly version = computed(() => ['/curation', this.draft().templateId, String(this.draft().templateVersion)]);
}
