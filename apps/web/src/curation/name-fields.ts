import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { FormsModule } from '@angular/forms';

/** What a new template is called: its name, its group and its number. */
@Component({
  selector: 'bn-name-fields',
  imports: [FormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="field">
      <label class="label" for="new-name">様式の名前</label>
      <input class="in" id="new-name" autocomplete="off" maxlength="60" [ngModelOptions]="alone" [(ngModel)]="name" />
    </div>
    <div class="field">
      <label class="label" for="new-group">分類</label>
      <input class="in" id="new-group" autocomplete="off" maxlength="40" list="new-groups" [ngModelOptions]="alone" [(ngModel)]="group" />
      <datalist id="new-groups">
        @for (each of groups(); track each) {
          <option [value]="each"></option>
        }
      </datalist>
    </div>
    <div class="field">
      <label class="label" for="new-id">様式の番号</label>
      <input
        class="in w-m"
        id="new-id"
        autocomplete="off"
        maxlength="80"
        aria-describedby="new-id-h"
        [ngModelOptions]="alone"
        [(ngModel)]="number"
      />
      <p class="help" id="new-id-h">英小文字で始まる英小文字・数字・ハイフンです。後から変えられません（例　hojokin-tsuchi）。</p>
    </div>
  `,
})
export class NameFields {
  readonly name = model.required<string>();
  readonly group = model.required<string>();
  /** Its id in addresses and files. */
  readonly number = model.required<string>();
  /** The groups that there are. */
  readonly groups = input.required<readonly string[]>();

  /** The values are held here, not by the form around. */
  protected readonly alone = { standalone: true };
}
