import { ChangeDetectionStrategy, Component, computed, DOCUMENT, inject, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Capped, CapPeriod, CapsView, DepartmentPeopleView } from '@bunan/contracts';
import { tokens } from '../shared/format';
import { PageState } from '../shared/page-state';
import { sentenceOf } from '../shared/problems';
import { Session } from '../shared/session';
import { CapForm, type TypedCap } from './cap-form';
import { CapsApi } from './caps-api';
import { LedgerPanel } from './ledger-panel';
import { narrowed, NameFilter } from './name-filter';
import { PeriodsPanel } from './periods-panel';
import { Reallocation } from './reallocation';

/** Which form is open: the contract's, a department's, the rule for its people, or a person's by name. */
interface Open {
  readonly of: 'contract' | 'department' | 'rule' | 'person';
  readonly id: string;
  readonly name: string;
}

/** Who may use how many tokens: for administrators everything, for a head the own department. */
@Component({
  selector: 'bn-caps-page',
  imports: [CapForm, LedgerPanel, NameFilter, PageState, PeriodsPanel, Reallocation, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './caps-page.html',
})
export class CapsPage {
  private readonly api = inject(CapsApi);
  private readonly session = inject(Session);
  private readonly document = inject(DOCUMENT);

  private readonly roles = computed(() => this.session.view()?.person.roles ?? []);
  protected readonly isAdmin = computed(() => this.roles().includes('admin'));
  protected readonly seesLedger = computed(() => this.isAdmin() || this.roles().includes('auditor'));
  protected readonly canSteer = computed(() => this.isAdmin() || this.roles().includes('head'));

  protected readonly caps = resource({ loader: () => this.api.caps() });
  protected readonly view = computed((): CapsView | null => (this.caps.hasValue() ? this.caps.value() : null));
  /** The department whose people are shown; the only one there is, for a head. */
  protected readonly chosen = signal('');
  protected readonly departmentId = computed(() => {
    const departments = this.view()?.departments ?? [];
    return this.chosen() !== '' ? this.chosen() : departments.length === 1 ? (departments[0]?.department.id ?? '') : '';
  });
  protected readonly people = resource({
    params: () => (this.departmentId() === '' ? undefined : this.departmentId()),
    loader: ({ params }) => this.api.department(params),
  });
  protected readonly department = computed((): DepartmentPeopleView | null => (this.people.hasValue() ? this.people.value() : null));

  /** Part of the name of the departments that are shown. */
  protected readonly wanted = signal('');
  protected readonly isWhole = signal(false);
  protected readonly shownDepartments = computed(() =>
    narrowed(this.view()?.departments ?? [], ({ department }) => department.name, { text: this.wanted(), isWhole: this.isWhole() }),
  );

  protected readonly open = signal<Open | null>(null);
  protected readonly done = signal('');
  protected readonly tokens = tokens;
  protected readonly sentenceOf = sentenceOf;

  protected readonly act = async (cap: TypedCap): Promise<void> => {
    const open = this.open();
    if (open === null) {
      return;
    }
    const { capTokens, reason } = cap;
    switch (open.of) {
      case 'contract':
        this.caps.set(await this.api.setContract({ capTokens, reason }));
        break;
      case 'department':
        this.caps.set(await this.api.setDepartment(open.id, { capTokens, reason }));
        break;
      case 'rule':
        this.people.set(await this.api.setPersonRule(open.id, cap));
        this.caps.reload();
        break;
      case 'person':
        this.people.set(await this.api.setPerson(open.id, cap));
        break;
    }
    this.close();
    this.done.set(`${open.name}の上限を${capTokens === null ? 'なくしました' : `${tokens(capTokens)}にしました`}。`);
  };

  protected change(of: Open['of'], id: string, name: string): void {
    this.done.set('');
    this.open.set({ of, id, name });
  }

  /** Closes the form; the button that has opened it takes the focus, so that the next row is one key away. */
  protected close(): void {
    const id = this.open()?.id ?? '';
    this.open.set(null);
    this.document.getElementById(`change-${id}`)?.focus();
  }

  protected isOpen(of: Open['of'], id: string): boolean {
    return this.open()?.of === of && this.open()?.id === id;
  }

  protected moved(view: CapsView): void {
    this.caps.set(view);
    this.done.set('移しました。');
  }

  protected capText(capTokens: number | null): string {
    return capTokens === null ? '定めなし' : tokens(capTokens);
  }

  protected leftText({ remainingTokens, overTokens }: Capped): string {
    return remainingTokens === null ? '―' : overTokens > 0 ? `超過 ${tokens(overTokens)}` : tokens(remainingTokens);
  }

  /** What is used of a cap, at most 100; null where there is none. */
  protected usedPercent({ capTokens, usedTokens }: Capped): number | null {
    return capTokens === null || capTokens === 0 ? null : Math.min(100, (usedTokens / capTokens) * 100);
  }

  protected perText(per: CapPeriod): string {
    return per === 'month' ? '月ごと' : '契約期間';
  }
}
