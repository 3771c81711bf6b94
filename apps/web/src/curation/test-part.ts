import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { Icon } from '../shared/icon';
import { textAt, valueAt, withoutItem } from './definition';
import { Editor } from './editor';
import { Expectations } from './expectations';
import { Property } from './property';

/** One test: a form as it is filled in, an answer of the model if one is kept, and what has to be true. */
@Component({
  selector: 'bn-test-part',
  imports: [Expectations, Icon, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <bn-property [path]="at('name')" label="試験の名前" />
    <div class="field">
      <span class="label">確かめること</span>
      <bn-expectations [path]="at('expect')" />
    </div>
    <bn-property [path]="at('answers')" label="入力" kind="json" [rows]="14" help="項目の番号ごとの値です。" />
    @if (editor.canEdit()) {
      <p class="row"><button class="btn" type="button" (click)="copySample()">見本の入力を写す</button></p>
    }
    <bn-property
      [path]="at('answer')"
      label="記録した回答"
      kind="json"
      [rows]="8"
      [canBeNone]="true"
      help="AIが書いた文章を、節の番号ごとに残します。空のときは、定型文だけで試します。"
    />
    <details class="field">
      <summary>試験の番号</summary>
      <bn-property [path]="at('id')" label="試験の番号" />
    </details>
    @if (editor.canEdit()) {
      <p class="ed-remove">
        <button class="btn plain" type="button" (click)="remove()"><bn-icon name="remove" />この試験を消す</button>
      </p>
    }
  `,
})
export class TestPart {
  protected readonly editor = inject(Editor);

  readonly index = input.required<number>();
  /** The test is no more. */
  readonly removed = output();

  protected at(property: string): string {
    return `tests.${String(this.index())}.${property}`;
  }

  protected copySample(): void {
    this.editor.set(this.at('answers'), valueAt(this.editor.content(), 'sample.answers'));
  }

  protected remove(): void {
    if (this.editor.example() === textAt(this.editor.content(), this.at('id'))) {
      this.editor.show('');
    }
    const name = textAt(this.editor.content(), this.at('name'));
    this.editor.remove(name, withoutItem(this.editor.content(), 'tests', this.index()));
    this.removed.emit();
  }
}
