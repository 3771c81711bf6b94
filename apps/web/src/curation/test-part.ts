import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { Icon } from '../shared/icon';
import { AnswersDialog } from './answers-dialog';
import { listAt, recordAt, textAt, withoutItem } from './definition';
import { Editor } from './editor';
import { Expectations } from './expectations';
import { Folded } from './folded';
import { Property } from './property';
import { goneSection } from './words';

/** One test: a form as it is filled in, an answer of the model if one is kept, and what has to be true. */
@Component({
  selector: 'bn-test-part',
  imports: [AnswersDialog, Expectations, Folded, Icon, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <bn-property [path]="at('name')" label="試験の名前" />
    <div class="field">
      <span class="label">確かめること</span>
      <bn-expectations [path]="at('expect')" />
    </div>
    <div class="field">
      <span class="label">入力</span>
      <p class="help">{{ filledCount() }}項目を入力してあります。「見え方」に、この入力でできあがるものが出ます。</p>
      @for (fault of editor.faultsAt(at('answers')); track $index) {
        <p class="bad">{{ fault.message }}</p>
      }
      @if (editor.canEdit()) {
        <div class="row tight">
          <button class="btn" type="button" [disabled]="!editor.look()" (click)="isFilling.set(true)">入力画面で直す</button>
          <button class="btn plain" type="button" (click)="copySample()">入力例を写す</button>
        </div>
      }
    </div>
    @if (sections().length > 0) {
      <fieldset class="field">
        <legend class="label">記録した回答</legend>
        <p class="help">AIが書いた文章を残しておくと、0トークンで何度でも確かめられます。全部空のときは、定型文だけで試します。</p>
        @for (section of sections(); track section.id) {
          <bn-property [path]="at('answer.' + section.id)" [label]="section.label" kind="area" [rows]="4" [canBeNone]="true" />
        }
      </fieldset>
    }
    <bn-folded class="field" summary="試験の番号" [path]="'tests.' + index()" [properties]="['id']">
      <bn-property [path]="at('id')" label="試験の番号" />
    </bn-folded>
    @if (editor.canEdit()) {
      <p class="ed-remove">
        <button class="btn plain" type="button" (click)="remove()"><bn-icon name="remove" />この試験を消す</button>
      </p>
    }
    @if (isFilling() && editor.look()?.form; as form) {
      <bn-answers-dialog
        [heading]="name() + 'の入力'"
        [view]="form"
        [answers]="answers()"
        (taken)="take($event)"
        (closed)="isFilling.set(false)"
      />
    }
  `,
})
export class TestPart {
  protected readonly editor = inject(Editor);

  readonly index = input.required<number>();
  /** The test is no more. */
  readonly removed = output();

  protected readonly isFilling = signal(false);
  private readonly id = computed(() => textAt(this.editor.content(), this.at('id')));
  protected readonly name = computed(() => textAt(this.editor.content(), this.at('name')));
  protected readonly answers = computed(() => recordAt(this.editor.content(), this.at('answers')));
  protected readonly filledCount = computed(() => Object.keys(this.answers()).length);
  /** Sections whose answer can be kept, and those that are no more and still have one. */
  protected readonly sections = computed(() => {
    const known = listAt(this.editor.content(), 'sections').map((section) => ({
      id: textAt(section, 'id'),
      label: textAt(section, 'label'),
    }));
    const gone = Object.keys(recordAt(this.editor.content(), this.at('answer'))).filter(
      (id) => !known.some((section) => section.id === id),
    );
    return [...known, ...gone.map((id) => ({ id, label: goneSection(id) }))];
  });

  constructor() {
    // What is looked at beside the test is the test.
    effect(() => {
      const id = this.id();
      untracked(() => {
        this.editor.show(id);
      });
    });
  }

  protected at(property: string): string {
    return `tests.${String(this.index())}.${property}`;
  }

  protected take(answers: Readonly<Record<string, unknown>>): void {
    this.isFilling.set(false);
    this.editor.set(this.at('answers'), answers);
  }

  protected copySample(): void {
    this.editor.set(this.at('answers'), recordAt(this.editor.content(), 'sample.answers'));
  }

  protected remove(): void {
    if (this.editor.example() === this.id()) {
      this.editor.show('');
    }
    const name = textAt(this.editor.content(), this.at('name'));
    this.editor.remove(name, withoutItem(this.editor.content(), 'tests', this.index()));
    this.removed.emit();
  }
}
