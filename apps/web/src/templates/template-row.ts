import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TemplateSummary } from '@bunan/contracts';
import { aboutTokens } from '../shared/format';
import { Icon } from '../shared/icon';
import { Mini } from './mini';

/** One template to choose: its picture, what it makes, what it asks for and what it costs. The link covers the row. */
@Component({
  selector: 'li[bn-template-row]',
  imports: [Icon, Mini, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'tpl' },
  template: `
    @let t = template();
    <span><bn-mini [picture]="t.miniature" /></span>
    <div>
      <h3>
        <a [routerLink]="['/templates', t.id]"
          ><span class="nb">{{ t.name }}</span></a
        >
      </h3>
      <p>{{ t.purpose }}</p>
      <dl>
        <div>
          <dt>入力</dt>
          <dd>
            {{ t.fieldCount }}項目（必須{{ t.requiredCount }}）　<span class="nb">約{{ t.minutes }}分</span>
          </dd>
        </div>
        <div>
          <dt class="sr">トークン</dt>
          <dd>{{ price() }}</dd>
        </div>
        @if (note() !== '') {
          <div>
            <dt class="sr">使った時</dt>
            <dd>{{ note() }}</dd>
          </div>
        }
      </dl>
    </div>
    @if (canMark()) {
      <button
        class="btn icon fav"
        type="button"
        [attr.aria-pressed]="isFavourite()"
        [attr.aria-label]="'お気に入り　' + t.name"
        [title]="isFavourite() ? 'お気に入りから外す' : 'お気に入りに入れる'"
        (click)="marked.emit(!isFavourite())"
      >
        <bn-icon name="star" />
      </button>
    }
  `,
})
export class TemplateRow {
  readonly template = input.required<TemplateSummary>();
  readonly isFavourite = input(false);
  readonly canMark = input(true);
  /** When or how often it was used; '' for nothing. */
  readonly note = input('');
  readonly marked = output<boolean>();

  protected readonly price = computed(() => {
    const { expectedTokens } = this.template();
    return expectedTokens === 0 ? '0トークン（AIを使いません）' : `約${aboutTokens(expectedTokens)}トークン`;
  });
}
