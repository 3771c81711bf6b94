import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { FaultView } from '@bunan/contracts';
import { AnswersDialog } from './answers-dialog';
import { listAt, recordAt, textAt, withItem, freshId } from './definition';
import { Editor } from './editor';
import { Icon } from '../shared/icon';
import { ItemActs } from './item-acts';
import { addButton } from './item-focus';
import { Property } from './property';
import { optionsOf, PROFILE_WORDS } from './words';

/** What the template is, page by page: its name, what the model is told of it, the order of its form, its sample. */
@Component({
  selector: 'bn-basics-part',
  imports: [AnswersDialog, Icon, ItemActs, Property],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @switch (page()) {
      @case (1) {
        <bn-property
          path="prompt"
          label="AIに伝える、この文書のこと"
          kind="area"
          [rows]="12"
          help="書き手、読み手、気を付けることを書きます。"
        />
        <bn-property path="usualAnswerTokens" label="AIの文章のトークン（目安）" kind="number" />
      }
      @case (2) {
        <bn-property
          path="acceptance"
          label="確認のときに見ること"
          kind="lines"
          [rows]="10"
          help="1行に一つ。文案を確かめる人に示します。"
        />
      }
      @case (3) {
        <fieldset class="field">
          <legend class="label">入力のまとまりの順番</legend>
          <ol class="parts-list">
            @for (group of groups(); track $index; let index = $index) {
              <li>
                <bn-property [path]="'groups.' + index + '.title'" [label]="'まとまり' + (index + 1) + 'の見出し'" />
                <bn-property [path]="'groups.' + index + '.help'" label="説明" [canBeNone]="true" />
                @for (fault of ownFaults(index); track $index) {
                  <p class="bad">{{ fault.message }}</p>
                }
                <bn-item-acts path="groups" [index]="index" [name]="group" [canRemove]="isEmpty(index)" />
              </li>
            }
          </ol>
          @if (editor.canEdit()) {
            <button class="btn plain" type="button" [id]="addButton('groups')" (click)="add()"><bn-icon name="add" />まとまりを足す</button>
          }
        </fieldset>
      }
      @case (4) {
        <div class="field">
          <span class="label">入力例</span>
          <p class="help">入力画面の「入力例を入れる」で入り、さがす画面の小さな図にもなります。</p>
          @for (fault of editor.faultsAt('sample.answers'); track $index) {
            <p class="bad">{{ fault.message }}</p>
          }
          @if (editor.canEdit()) {
            <p class="row">
              <button class="btn" type="button" [disabled]="!editor.look()" (click)="isFilling.set(true)">入力例を直す</button>
            </p>
          }
        </div>
        <bn-property
          path="sample.source"
          label="入力例の出典"
          kind="area"
          [rows]="2"
          help="架空のものは「架空の市です」のように書きます。"
        />
      }
      @default {
        <bn-property path="name" label="様式の名前" />
        <bn-property path="group" label="分類" />
        <bn-property path="purpose" label="何のための文書か" kind="area" [rows]="2" />
        <bn-property path="keywords" label="さがすときの言葉" kind="lines" [rows]="5" help="よみがなや別の言い方を、1行に一つ書きます。" />
        <bn-property path="styleProfile" label="文書の種類" kind="choice" [options]="profiles" help="表記の決まりが変わります。" />
        <bn-property path="subjectSuffix" label="件名の終わり" help="「通知」と書くと、件名の後に（通知）と出ます。" />
        <bn-property path="title" label="文案の題名" [help]="titleHelp" />
        <bn-property path="minutes" label="入力にかかる時間（分）" kind="number" />
      }
    }
    @if (isFilling() && editor.look()?.form; as form) {
      <bn-answers-dialog heading="入力例" [view]="form" [answers]="sample()" (taken)="take($event)" (closed)="isFilling.set(false)" />
    }
  `,
})
export class BasicsPart {
  protected readonly editor = inject(Editor);

  /** Which page of it, from 0: BASICS_PAGES. */
  readonly page = input.required<number>();

  protected readonly titleHelp = '一覧とファイル名に使います。項目は {{番号}} と書きます。';
  protected readonly profiles = optionsOf(PROFILE_WORDS);

  protected readonly addButton = addButton;
  protected readonly isFilling = signal(false);
  protected readonly sample = computed(() => recordAt(this.editor.content(), 'sample.answers'));
  protected readonly groups = computed(() => listAt(this.editor.content(), 'groups').map((group) => textAt(group, 'title')));

  protected take(answers: Readonly<Record<string, unknown>>): void {
    this.isFilling.set(false);
    this.editor.set('sample.answers', answers);
  }

  /** Faults of a group that no control of it shows. */
  protected ownFaults(index: number): readonly FaultView[] {
    return ['fields', 'id'].flatMap((property) => this.editor.faultsAt(`groups.${String(index)}.${property}`));
  }

  /** Only a heading without fields goes: fields are never lost with it. */
  protected isEmpty(index: number): boolean {
    return listAt(this.editor.content(), `groups.${String(index)}.fields`).length === 0;
  }

  protected add(): void {
    const content = this.editor.content();
    this.editor.replace(withItem(content, 'groups', { id: freshId(content, 'groups', 'group'), title: '新しいまとまり', fields: [] }));
  }
}
