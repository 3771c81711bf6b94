import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource, viewChild } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import type { DraftState, DraftView } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import type { SavesItself } from '../shared/leaving';
import { PageState } from '../shared/page-state';
import { Session } from '../shared/session';
import { TemplateApi } from '../templates/template-api';
import { Usage } from '../usage/usage';
import { Desk } from './desk';
import { Ended } from './ended';
import { LiveDraft } from './live-draft';
import { TrialDraft } from './trial-draft';
import { Writing } from './writing';

/** One draft, whatever state it is in; follows it live. */
@Component({
  selector: 'bn-draft-page',
  imports: [Desk, Ended, Icon, PageState, RouterLink, TrialDraft, Writing],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [LiveDraft],
  template: `
    @if (live.view(); as draft) {
      @if (live.isOffline()) {
        <div class="offline" role="status">
          <div class="wrap row tight">
            <bn-icon name="offline" /><b>つながりません</b
            ><span>この画面の内容は残っています。つながると自動で続けます。ページを閉じないでください。</span>
          </div>
        </div>
      }
      @switch (pageOf(draft)) {
        @case ('trial') {
          <bn-trial-draft [draft]="draft" />
        }
        @case ('ready') {
          <bn-desk [draft]="draft" [labels]="labels()" [acceptance]="acceptance()" (changed)="live.take($event)" />
        }
        @case ('queued') {
          <bn-writing [draft]="draft" [labels]="labels()" (changed)="live.take($event)" />
        }
        @case ('writing') {
          <bn-writing [draft]="draft" [labels]="labels()" (changed)="live.take($event)" />
        }
        @default {
          <bn-ended [draft]="draft" [labels]="labels()" [usualTokens]="usualTokens()" />
        }
      }
    } @else if (live.problem(); as problem) {
      <bn-page-state
        icon="file"
        [heading]="problem.code === 'not-found' ? 'この文案は見つかりません' : 'この文案は開けません'"
        [text]="problem.message"
        ><a class="btn main" routerLink="/drafts">文案の一覧</a></bn-page-state
      >
    } @else if (live.isOffline()) {
      <bn-page-state icon="offline" tone="warning" heading="つながりません" text="つながると自動で開きます。" />
    } @else {
      <main id="page-main" class="wrap head" tabindex="-1"><p role="status">文案を開いています。</p></main>
    }
  `,
})
export class DraftPage implements SavesItself {
  private readonly templates = inject(TemplateApi);
  private readonly usage = inject(Usage);
  private readonly title = inject(Title);
  private readonly session = inject(Session);
  protected readonly live = inject(LiveDraft);

  readonly id = input.required<string>();
  private readonly desk = viewChild(Desk);

  /** The form of the document; that of a trial may not be in use yet. */
  private readonly templateId = computed(() => {
    const draft = this.live.view();
    return draft?.trialTest === null ? draft.templateId : undefined;
  });
  private readonly template = resource({ params: () => this.templateId(), loader: ({ params }) => this.templates.read(params) });

  /** Labels of the form's fields; empty until the template is there, or when it is no longer published. */
  protected readonly acceptance = computed(() => (this.template.hasValue() ? this.template.value().acceptance : []));
  protected readonly labels = computed(
    () => new Map(this.template.hasValue() ? this.template.value().fields.map((field) => [field.id, field.label] as const) : []),
  );
  protected readonly usualTokens = computed(() => (this.template.hasValue() ? this.template.value().expectedTokens : null));
  private readonly state = computed(() => this.live.view()?.state);

  constructor() {
    effect(() => {
      this.live.follow(this.id());
    });
    effect(() => {
      const state = this.state();
      if (state !== undefined) {
        void this.usage.load();
      }
    });
    effect(() => {
      const name = this.live.view()?.title;
      const practice = this.session.view()?.practice === true ? '【稽古用】' : '';
      if (name !== undefined) {
        this.title.setTitle(`${practice}${name}｜文案工房`);
      }
    });
  }

  /** A trial is looked at once it is written; until then it is followed as any draft. */
  protected pageOf({ state, trialTest }: DraftView): DraftState | 'trial' {
    return trialTest === null || state === 'queued' || state === 'writing' ? state : 'trial';
  }

  async saveNow(): Promise<void> {
    await this.desk()?.saveNow();
  }
}
