import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MOST_PROPOSALS } from '@bunan/contracts';
import { Choices, type ItemGroup } from './choices';
import { ProposalItem } from './proposal-item';

/** Items of a group that are shown until more are asked for. */
const AT_ONCE = 30;

/** The proposals in the groups of the form, each to be taken or dropped. */
@Component({
  selector: 'bn-proposal-list',
  imports: [ProposalItem],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(click)': 'choose($event)', '(focusin)': 'choose($event)' },
  template: `
    @for (group of choices.groups(); track group.id) {
      <section class="prop-g" [attr.aria-labelledby]="'g-' + group.id">
        <div class="prop-gh">
          <h3 [id]="'g-' + group.id">{{ group.title }}</h3>
          <span class="num">{{ group.items.length }}のうち{{ group.takenCount }}</span>
          <button class="btn plain" type="button" (click)="choices.decideAll(group, group.takenCount < group.items.length)">
            {{ group.takenCount < group.items.length ? 'すべて取り入れる' : 'すべて外す' }}<span class="sr">（{{ group.title }}）</span>
          </button>
        </div>
        <ul>
          @for (item of shown(group); track item.id) {
            <li [attr.data-id]="item.id" [class.on]="current() === item.id" [class.dropped]="!item.isTaken">
              <bn-proposal-item [item]="item" />
            </li>
          }
        </ul>
        @if (shown(group).length < group.items.length) {
          <button class="btn" type="button" (click)="showAll(group)">あと{{ group.items.length - shown(group).length }}件を示す</button>
        }
      </section>
    }
    @if (choices.fields().length >= most.fields) {
      <p class="sub">項目は、初めの{{ most.fields }}件までをさがしました。長い文書は、様式にする部分だけを残すと、さがしやすくなります。</p>
    }
  `,
})
export class ProposalList {
  protected readonly choices = inject(Choices);

  /** Id of the item that is selected. */
  readonly current = input<string | null>(null);
  readonly chosen = output<string>();

  protected readonly most = MOST_PROPOSALS;
  private readonly whole = signal<ReadonlySet<string>>(new Set());

  protected shown({ id, items }: ItemGroup): ItemGroup['items'] {
    return this.whole().has(id) ? items : items.slice(0, AT_ONCE);
  }

  protected choose({ target }: Event): void {
    const id = target instanceof HTMLElement ? target.closest('li')?.dataset.id : undefined;
    if (id !== undefined) {
      this.chosen.emit(id);
    }
  }

  protected showAll({ id }: ItemGroup): void {
    this.whole.set(new Set([...this.whole(), id]));
  }

  /** Shows an item however far down its group it stands. */
  reveal(itemId: string): void {
    const group = this.choices.groups().find(({ items }) => items.some(({ id }) => id === itemId));
    if (group !== undefined) {
      this.showAll(group);
    }
  }
}
