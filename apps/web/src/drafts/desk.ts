import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DraftView, SectionView } from '@bunan/contracts';
import { textLength } from '@bunan/contracts';
import { Icon } from '../shared/icon';
import { AttachedFiles } from './attached-files';
import { ConfirmPanel } from './confirm-panel';
import { CutNote } from './cut-note';
import { plainText, replacedParts } from './edited-parts';
import { ExportPanel } from './export-panel';
import { FindingsPanel } from './findings-panel';
import { numbered, type NumberedFinding } from './marked-lines';
import { Paper } from './paper';
import { SectionEditor } from './section-editor';

const STEPS = ['findings', 'confirm', 'word'] as const;
type Step = (typeof STEPS)[number];

/** Rules whose findings are marks in the text: 【要確認】 and placeholders. */
const UNSETTLED = new Set(['question', 'placeholder']);

const ORIGINS = { model: 'AIが書きました', boilerplate: '定型文です', hand: '手で直しました' } as const;

/** The desk: the sheet, and beside it what is left until it is a Word file: findings, confirmation, export. */
@Component({
  selector: 'bn-desk',
  imports: [AttachedFiles, ConfirmPanel, CutNote, ExportPanel, FindingsPanel, Icon, Paper, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [SectionEditor],
  host: { '(document:keydown)': 'shortcut($event)' },
  templateUrl: './desk.html',
})
export class Desk {
  private readonly injector = inject(Injector);
  protected readonly editor = inject(SectionEditor);

  readonly draft = input.required<DraftView>();
  readonly labels = input.required<ReadonlyMap<string, string>>();
  readonly acceptance = input<readonly string[]>([]);
  readonly changed = output<DraftView>();

  protected readonly step = signal<Step>('findings');
  /** The first written section has its tools open from the start, so that they are found. */
  protected readonly chosen = linkedSignal<string, string | null>({
    source: () => this.draft().id,
    computation: () => untracked(() => this.draft().sections[0]?.id ?? null),
  });
  private readonly wanted = signal(1);

  protected readonly findings = computed(() => numbered(this.draft().findings));
  protected readonly current = computed(() => Math.min(this.wanted(), this.findings().length));
  protected readonly unsettled = computed(
    () => this.draft().findings.filter(({ rule, severity }) => severity === 'error' && UNSETTLED.has(rule)).length,
  );
  protected readonly editing = computed(() => this.editor.open()?.section.id ?? null);

  protected readonly steps = computed(() => [
    { id: 'findings' as const, name: '1　指摘', count: `残り${String(this.findings().length)}件` },
    { id: 'confirm' as const, name: '2　確認', count: this.draft().confirmed ? `${String(this.draft().confirmations.length)}人` : 'まだ' },
    { id: 'word' as const, name: '3　Word', count: this.draft().confirmed ? '出力できます' : '案のみ' },
  ]);

  /** What the foot of a narrow screen leads to. */
  protected readonly next = computed(() => {
    if (this.findings().some(({ finding }) => finding.severity === 'error')) {
      return { step: 'findings' as const, label: '次の指摘を見る', words: `指摘　残り${String(this.findings().length)}件` };
    }
    return this.draft().confirmed
      ? { step: 'word' as const, label: 'Wordで出力する', words: '確認しました' }
      : { step: 'confirm' as const, label: '確認へ進む', words: '確認　まだ' };
  });

  constructor() {
    effect(() => {
      const draft = this.draft();
      untracked(() => {
        this.editor.use(draft, (view) => {
          this.changed.emit(view);
        });
      });
    });
  }

  /** Saves what is typed, as far as that can be done. */
  saveNow(): Promise<void> {
    return this.editor.saveNow();
  }

  protected origin(section: SectionView): string {
    return ORIGINS[section.origin];
  }

  protected length(section: SectionView): string {
    const text = this.editing() === section.id ? (this.editor.open()?.text ?? '') : plainText(section.line);
    return `${String(textLength(text))}／${String(section.maxChars)}字`;
  }

  protected choose(sectionId: string): void {
    if (this.editing() !== null && this.editing() !== sectionId) {
      void this.editor.end();
    }
    this.chosen.set(sectionId);
  }

  protected edit(section: SectionView): void {
    this.chosen.set(section.id);
    this.editor.begin(section);
    afterNextRender(() => document.getElementById('section-text')?.focus(), { injector: this.injector });
  }

  protected async endEdit(): Promise<void> {
    const id = this.editing();
    await this.editor.end();
    if (this.editing() === null && id !== null) {
      afterNextRender(() => document.getElementById(`sec-${id}`)?.focus(), { injector: this.injector });
    }
  }

  protected select(number: number): void {
    this.wanted.set(number);
    this.step.set('findings');
  }

  protected async fix({ finding, number }: NumberedFinding): Promise<void> {
    const section = this.section(finding.sectionId);
    if (section === undefined || finding.range === null || finding.fix === null) {
      return;
    }
    await this.editor.store(section, replacedParts(section.line, finding.range, finding.fix.replacement));
    this.wanted.set(number);
    this.focusFinding(number);
  }

  protected editFinding({ finding, number }: NumberedFinding): void {
    const section = this.section(finding.sectionId);
    this.wanted.set(number);
    if (section === undefined) {
      return;
    }
    this.edit(section);
    const { range } = finding;
    afterNextRender(
      () => {
        const box = document.getElementById('section-text');
        if (range !== null && box instanceof HTMLTextAreaElement) {
          box.setSelectionRange(range.start, range.end);
        }
      },
      { injector: this.injector },
    );
  }

  protected goNext(): void {
    const { step } = this.next();
    this.step.set(step);
    if (step === 'findings') {
      this.focusFinding(this.current() % this.findings().length || 1);
    } else {
      this.focus(`panel-${step}`);
    }
  }

  protected pick(step: Step): void {
    this.step.set(step);
  }

  /** Arrow keys move between the tabs, as the pattern of tabs asks for. */
  protected moveTab(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by !== undefined) {
      const index = (STEPS.indexOf(this.step()) + by + STEPS.length) % STEPS.length;
      this.step.set(STEPS[index] ?? 'findings');
      document.getElementById(`tab-${this.step()}`)?.focus();
    }
  }

  /** F8 and Shift+F8: next and previous finding. Alt+Enter: the fix that is offered. */
  protected shortcut(event: KeyboardEvent): void {
    const count = this.findings().length;
    if (event.key === 'F8' && count > 0) {
      event.preventDefault();
      const number = ((this.current() - 1 + (event.shiftKey ? -1 : 1) + count) % count) + 1;
      this.select(number);
      this.focusFinding(number);
    }
    if (event.key === 'Enter' && event.altKey) {
      const finding = this.findings()[this.current() - 1];
      if (finding?.finding.fix != null) {
        event.preventDefault();
        void this.fix(finding);
      }
    }
  }

  protected finished(view: DraftView): void {
    this.changed.emit(view);
    this.step.set('word');
    this.focus('panel-word');
  }

  private section(id: string): SectionView | undefined {
    return this.draft().sections.find((section) => section.id === id);
  }

  /** After a fix the next finding has taken its number; at the end the next step is opened. */
  private focusFinding(number: number): void {
    afterNextRender(
      () => {
        const last = this.findings().length;
        if (last === 0) {
          document.getElementById('tab-confirm')?.focus();
          return;
        }
        this.wanted.set(Math.min(number, last));
        document.getElementById(`mark-${String(Math.min(number, last))}`)?.scrollIntoView({ block: 'nearest' });
        document.getElementById(`find-${String(Math.min(number, last))}`)?.focus();
      },
      { injector: this.injector },
    );
  }

  private focus(id: string): void {
    afterNextRender(() => document.getElementById(id)?.focus(), { injector: this.injector });
  }
}
