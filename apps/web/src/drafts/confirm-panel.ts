import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import type { DraftView } from '@bunan/contracts';
import { clock } from '../shared/format';
import { Icon } from '../shared/icon';
import { sentenceOf } from '../shared/problems';
import { Session } from '../shared/session';
import { DraftApi } from './draft-api';

/** What a person says with the confirmation. */
const CHECKS = ['数・日付・名前を元の資料と照らし合わせた', '宛名・敬称・発信者を確かめた', '文章を終わりまで読んだ'] as const;

/** A named person answers for the text; an edit withdraws it. */
@Component({
  selector: 'bn-confirm-panel',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (isMine()) {
      <div class="note ok">
        <h3><bn-icon name="done" />確認しました</h3>
        <p>この後に文を直すと、確認は取り消されます。</p>
      </div>
    } @else {
      <h2>この文案を確かめて、名前を残す</h2>
      <p class="sub">文案に責任を持つのは職員です。確認した人の名前を、文書の記録に残します。</p>
      @if (blocker(); as words) {
        <div class="note warn" id="confirm-why">
          <h3><bn-icon name="info" />まだ確認できません</h3>
          <p>{{ words }}</p>
        </div>
      } @else if (errors() > 0) {
        <div class="note warn">
          <h3><bn-icon name="info" />要対応の指摘が{{ errors() }}件残っています</h3>
          <p>文を直すか、元の資料で確かめてから確認してください。</p>
        </div>
      } @else if (asWritten() > 0) {
        <div class="note warn">
          <h3><bn-icon name="info" />AIが書いたままの節が{{ asWritten() }}つあります</h3>
          <p>読み直してから確認してください。</p>
        </div>
      }
      @if (acceptance().length > 0) {
        <h3 id="accept-h">この様式で見ること</h3>
        <ul class="accept" aria-labelledby="accept-h">
          @for (words of acceptance(); track words) {
            <li>{{ words }}</li>
          }
        </ul>
      }
      <div class="checks">
        @for (words of checks; track words; let index = $index) {
          <label class="check"><input type="checkbox" [checked]="ticked().has(index)" (change)="tick(index)" />{{ words }}</label>
        }
      </div>
      <button
        class="btn main big wide"
        type="button"
        [attr.aria-disabled]="isReady() ? null : 'true'"
        [attr.aria-describedby]="blocker() ? 'confirm-why' : 'confirm-after'"
        (click)="confirm()"
      >
        {{ name() }}として確認する
      </button>
      <p class="sub" id="confirm-after">
        {{ ticked().size < checks.length ? '上の3つに印を付けると、確認できます。' : '' }}この後に文を直すと、確認は取り消されます。
      </p>
      @if (failure(); as sentence) {
        <p class="bad" role="alert">
          <bn-icon name="warning" /><span>{{ sentence }}</span>
        </p>
      }
    }
    @if (draft().confirmations.length > 0) {
      <table class="tbl">
        <caption>
          確認した人
        </caption>
        <tbody>
          @for (each of draft().confirmations; track each.person.id) {
            <tr>
              <th scope="row">{{ each.person.name }}</th>
              <td class="r">{{ time(each.at) }}</td>
            </tr>
          }
        </tbody>
      </table>
    }
  `,
})
export class ConfirmPanel {
  private readonly api = inject(DraftApi);
  private readonly session = inject(Session);

  readonly draft = input.required<DraftView>();
  /** Findings that are marks in the text, and so stand in the way. */
  readonly unsettled = input.required<number>();
  /** What the template asks to make sure of. */
  readonly acceptance = input<readonly string[]>([]);
  readonly changed = output<DraftView>();

  protected readonly checks = CHECKS;
  protected readonly ticked = signal<ReadonlySet<number>>(new Set());
  protected readonly failure = signal<string | null>(null);
  private readonly isSending = signal(false);
  protected readonly time = clock;

  protected readonly name = computed(() => this.session.view()?.person.name.replace('　', ' ') ?? '');
  protected readonly isMine = computed(() => this.draft().confirmations.some((each) => each.person.id === this.session.view()?.person.id));
  protected readonly asWritten = computed(() => this.draft().sections.filter((section) => section.origin === 'model').length);

  protected readonly errors = computed(() => this.draft().findings.filter((finding) => finding.severity === 'error').length);

  protected readonly blocker = computed(() => {
    if (this.draft().truncated) {
      return '文章が途中で終わっています。続きを書き足してください。';
    }
    return this.unsettled() > 0 ? `【要確認】などの印が${String(this.unsettled())}か所残っています。直してください。` : null;
  });

  protected readonly isReady = computed(() => this.ticked().size === CHECKS.length && this.blocker() === null && !this.isSending());

  protected tick(index: number): void {
    const ticked = new Set(this.ticked());
    if (!ticked.delete(index)) {
      ticked.add(index);
    }
    this.ticked.set(ticked);
  }

  protected async confirm(): Promise<void> {
    if (!this.isReady()) {
      return;
    }
    this.isSending.set(true);
    this.failure.set(null);
    try {
      const { id, revision } = this.draft();
      this.changed.emit(await this.api.confirm(id, revision));
    } catch (error) {
      this.failure.set(sentenceOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
