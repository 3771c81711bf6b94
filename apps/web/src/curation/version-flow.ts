import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import type { VersionState, VersionView } from '@bunan/contracts';
import { DEFAULT_POLICIES, formatDate, jstDate } from '@bunan/wareki';
import { Icon } from '../shared/icon';
import { listAt } from './definition';
import { Editor } from './editor';
import { STATE_WORDS } from './words';

const STEPS: readonly VersionState[] = ['draft', 'in-review', 'approved', 'published'];

function day(iso: string | null): string {
  return iso === null ? '' : formatDate(iso, DEFAULT_POLICIES);
}

/** What a version that is no longer 作成中 waits for. */
const SENTENCES: Readonly<Record<VersionState, (version: VersionView) => string>> = {
  draft: () => '',
  'in-review': () => '承認するのは、作った人と別の人です。直すときは、作成中に戻してください。',
  approved: ({ approver }) => `${approver?.name ?? ''}さんが承認しました。公開すると、決めた日から入力画面に出ます。`,
  published: ({ isInUse, effectiveFrom }) =>
    isInUse || (effectiveFrom ?? '') > jstDate(new Date())
      ? `${day(effectiveFrom)}から${isInUse ? '使われています。' : '使われる版です。'}`
      : '前に使われていた版です。戻すときは、この版から次の版をつくります。',
  retired: ({ effectiveFrom, effectiveUntil }) =>
    effectiveFrom === null
      ? '公開せずにやめた版です。'
      : `${day(effectiveUntil)}${(effectiveUntil ?? '') > jstDate(new Date()) ? 'に廃止する版です。' : 'に廃止しました。'}`,
};

/** Where a version stands on its way to the clerks, and what the next step waits for. */
@Component({
  selector: 'bn-version-flow',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'flow' },
  template: `
    <ol class="stepper" aria-label="公開までの流れ">
      @for (step of steps(); track step.words) {
        <li [class.now]="step.is === 'now'" [class.done]="step.is === 'done'" [attr.aria-current]="step.is === 'now' ? 'step' : null">
          @if (step.is === 'done') {
            <bn-icon name="done" />
          } @else {
            <b>{{ $index + 1 }}</b>
          }
          {{ step.words }}
        </li>
      }
    </ol>
    <div>
      <p class="sub" id="flow-why" aria-live="polite">{{ sentence() }}</p>
      @if (version().state === 'draft' && editor.faults().length > 0) {
        <button class="btn plain" type="button" (click)="faultAsked.emit()">誤りのある所を開く</button>
      }
    </div>
  `,
})
export class VersionFlow {
  protected readonly editor = inject(Editor);

  readonly version = input.required<VersionView>();
  /** The place of the first fault is to be opened. */
  readonly faultAsked = output();

  protected readonly steps = computed(() => {
    const { state, effectiveFrom } = this.version();
    // A retired version has gone the whole way, unless it was given up before.
    const at = state === 'retired' ? (effectiveFrom === null ? 0 : STEPS.length) : STEPS.indexOf(state);
    return STEPS.map((step, index) => ({ words: STATE_WORDS[step], is: index < at ? 'done' : index === at ? 'now' : 'next' }));
  });

  protected readonly sentence = computed(() =>
    this.version().state === 'draft' ? this.draftSentence() : SENTENCES[this.version().state](this.version()),
  );

  private draftSentence(): string {
    const faults = this.editor.faults().length;
    const red = this.editor.red();
    const parts = [...(faults > 0 ? [`誤り${String(faults)}件`] : []), ...(red > 0 ? [`不合格の試験${String(red)}件`] : [])];
    if (faults > 0) {
      return `${parts.join('と')}を直すと、審査に出せます。`;
    }
    if (listAt(this.editor.content(), 'tests').length === 0) {
      return '審査に出せます。承認を受けるには、試験を足してください。';
    }
    return red > 0
      ? `審査に出せます。承認を受けるには、${parts.join('')}を直してください。`
      : '審査に出せます。承認するのは、作った人と別の人です。';
  }
}
