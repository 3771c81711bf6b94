import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { Paper, type PaperContent } from '../drafts/paper';
import { Modal } from '../shared/modal';
import type { ChosenPart } from './chosen-part';
import { listAt, textAt } from './definition';
import { Editor } from './editor';
import { FormPreview } from './form-preview';
import { fieldsLookedAt, sectionLookedAt } from './looked-at';

/** How the template looks filled in: the part of the form that is being edited over the paper, each also at full size. */
@Component({
  selector: 'bn-look-panel',
  imports: [FormPreview, Modal, Paper],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'ed-see', role: 'region', 'aria-labelledby': 'see-h' },
  template: `
    <div class="row see-top">
      <h2 id="see-h">見え方</h2>
      <label class="row tight push"
        >見本<select #example class="in" (change)="editor.show(example.value)">
          <option value="">入力例</option>
          @for (test of tests(); track test.id) {
            <option [value]="test.id" [selected]="test.id === editor.example()">{{ test.name }}</option>
          }
        </select></label
      >
    </div>
    @if (editor.look(); as look) {
      @if (editor.faults().length > 0) {
        <p class="sub">誤りが入る前の見え方です。直すと、いまの内容になります。</p>
      }
      <div class="see-parts">
        <div>
          <div class="row see-h">
            <h3>入力画面</h3>
            <button class="btn plain push" type="button" (click)="shown.set('form')">大きく見る<span class="sr">（入力画面）</span></button>
          </div>
          @if (shown() !== 'form') {
            <bn-form-preview [view]="look.form" [only]="fields()" [hasLittleRoom]="true" />
          }
        </div>
        <div>
          <div class="row see-h">
            <h3>紙面（Word）</h3>
            <button class="btn plain push" type="button" (click)="shown.set('paper')">大きく見る<span class="sr">（紙面）</span></button>
          </div>
          @if (paper(); as sheet) {
            <div class="see-paper" [attr.aria-busy]="editor.isChecking() ? 'true' : null">
              <bn-paper [draft]="sheet" [chosen]="section()" inert />
            </div>
          }
        </div>
      </div>
      @if (shown(); as what) {
        <dialog bnModal class="wide-view" aria-labelledby="wide-h" (dismissed)="shown.set(null)">
          <div class="row">
            <h2 id="wide-h" tabindex="-1" autofocus>{{ what === 'form' ? '入力画面' : '紙面' }}</h2>
            <button class="btn push" type="button" (click)="shown.set(null)">閉じる</button>
          </div>
          @if (what === 'form') {
            <bn-form-preview [view]="look.form" [only]="null" />
          } @else if (paper(); as sheet) {
            <bn-paper [draft]="sheet" [chosen]="section()" />
          }
        </dialog>
      }
    } @else {
      <p class="sub">誤りを直すと、ここに入力画面と紙面が出ます。</p>
    }
  `,
})
export class LookPanel {
  protected readonly editor = inject(Editor);

  readonly chosen = input.required<ChosenPart>();

  /** What is shown at full size. */
  protected readonly shown = signal<'form' | 'paper' | null>(null);

  protected readonly tests = computed(() =>
    listAt(this.editor.content(), 'tests').map((test) => ({ id: textAt(test, 'id'), name: textAt(test, 'name') })),
  );

  protected readonly paper = computed((): PaperContent | null => {
    const look = this.editor.look();
    return look === null ? null : { document: look.paper, state: 'ready', sections: [] };
  });

  protected readonly fields = computed(() => fieldsLookedAt(this.editor.content(), this.chosen()));
  protected readonly section = computed(() => sectionLookedAt(this.editor.content(), this.chosen()));
}
