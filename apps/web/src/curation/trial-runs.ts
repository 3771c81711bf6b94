import { inject, Injectable, signal, type OnDestroy } from '@angular/core';
import type { TrialRunView, VersionView } from '@bunan/contracts';
import { asProblem, isPassing } from '../shared/problems';
import { CurationApi } from './curation-api';

/** How often runs are asked for while one is under way, ms. */
const ASK_EVERY_MS = 2_000;

/** Whether a run has not come to its end. */
export function isUnderWay(run: TrialRunView | undefined): boolean {
  return run?.state === 'queued' || run?.state === 'writing';
}

/** The newest run of each test of a version on the model; asked for again until none is under way. */
@Injectable()
export class TrialRuns implements OnDestroy {
  private readonly api = inject(CurationApi);
  private readonly known = signal<readonly TrialRunView[]>([]);
  private version: VersionView | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private requests = 0;

  readonly all = this.known.asReadonly();

  ngOnDestroy(): void {
    this.follow(null);
  }

  /** Follows the runs of a version, or of none any more. */
  follow(version: VersionView | null): void {
    const isSame = version?.templateId === this.version?.templateId && version?.version === this.version?.version;
    this.version = version;
    if (!isSame) {
      this.known.set([]);
    }
    this.askIn(0);
  }

  /** Takes up a run that has just begun. */
  take(run: TrialRunView): void {
    this.known.update((runs) => [...runs.filter(({ testId }) => testId !== run.testId), run]);
    this.askIn(ASK_EVERY_MS);
  }

  /** What is still on its way is older than what is known. */
  private askIn(ms: number): void {
    clearTimeout(this.timer);
    this.requests += 1;
    const { version } = this;
    if (version !== null) {
      this.timer = setTimeout(() => void this.ask(version), ms);
    }
  }

  private async ask({ templateId, version }: VersionView): Promise<void> {
    this.requests += 1;
    const mine = this.requests;
    try {
      const runs = await this.api.trialRuns(templateId, version);
      if (mine === this.requests) {
        this.known.set(runs);
        this.askAgainWhen(runs.some(isUnderWay));
      }
    } catch (error) {
      // A version that has become faulty has no runs to show; the fault is shown above.
      if (mine === this.requests) {
        this.askAgainWhen(isPassing(asProblem(error).code));
      }
    }
  }

  private askAgainWhen(isWanted: boolean): void {
    if (isWanted) {
      this.askIn(ASK_EVERY_MS);
    }
  }
}
