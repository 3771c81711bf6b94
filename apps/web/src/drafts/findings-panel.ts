import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { Icon } from '../shared/icon';
import type { NumberedFinding } from './marked-lines';

/** What the rules say about the draft, each with the fix that is certain, if there is one. */
@Component({
  selector: 'bn-findings-panel',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="finds-h" role="status">
      @if (findings().length === 0) {
        <b class="ok"><bn-icon name="done" />指摘はありません</b>
      } @else {
        @if (errors() > 0) {
          <b class="e">要対応{{ errors() }}件</b>
        }
        @if (findings().length > errors()) {
          <b class="w">注意{{ findings().length - errors() }}件</b>
        }
      }
      <span>AIは使いません</span>
    </p>
    <ol class="finds">
      @for (each of findings(); track each.finding.id) {
        @let finding = each.finding;
        <li
          class="find"
          [id]="'find-' + each.number"
          tabindex="-1"
          [class.err]="finding.severity === 'error'"
          [class.warn]="finding.severity !== 'error'"
          [class.on]="each.number === current()"
          (focusin)="chosen.emit(each.number)"
        >
          <div class="find-h">
            <span class="n">{{ each.number }}</span>
            <h3>{{ finding.title }}</h3>
          </div>
          <p>{{ finding.message }}</p>
          <div class="row tight">
            @if (finding.fix; as fix) {
              <button class="btn" [class.main]="each.number === current()" type="button" (click)="fixed.emit(each)">{{ fix.label }}</button>
            }
            <button class="btn" [class.main]="each.number === current() && !finding.fix" type="button" (click)="edited.emit(each)">
              手で直す
            </button>
          </div>
        </li>
      }
    </ol>
    <p class="next-note">
      @if (errors() > 0) {
        要対応が残っている間も、「案」の文字を入れたWordは出力できます。
      } @else {
        数や日付は、元の資料と照らし合わせてください。次は「確認」です。
      }
    </p>
  `,
})
export class FindingsPanel {
  readonly findings = input.required<readonly NumberedFinding[]>();
  readonly current = input.required<number>();
  readonly chosen = output<number>();
  readonly fixed = output<NumberedFinding>();
  readonly edited = output<NumberedFinding>();

  protected readonly errors = computed(() => this.findings().filter(({ finding }) => finding.severity === 'error').length);
}
