import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { AllowanceView, UsageView } from '@bunan/contracts';

/** Names of the caps on the screen. */
export const SCOPE_LABELS: Readonly<Record<AllowanceView['scope'], string>> = { contract: '市', department: '課', person: 'わたし' };

/** Under this share of the cap the remainder counts as low. */
const LOW_SHARE = 0.1;

/** What is left of the tokens, for header and form. */
@Injectable({ providedIn: 'root' })
export class Usage {
  private readonly http = inject(HttpClient);
  private readonly state = signal<UsageView | null>(null);

  readonly view = this.state.asReadonly();

  /** The cap that will be reached first; null before it is known and where there is none. */
  readonly tightest = computed(() => {
    const caps = (this.state()?.allowances ?? []).flatMap((allowance) => {
      const { scope, capTokens, remainingTokens } = allowance;
      return capTokens === null || remainingTokens === null
        ? []
        : [{ label: SCOPE_LABELS[scope], remainingTokens, isLow: remainingTokens < capTokens * LOW_SHARE }];
    });
    return caps.toSorted((a, b) => a.remainingTokens - b.remainingTokens)[0] ?? null;
  });

  /** Asks again; what was known stays while that fails. */
  async load(): Promise<void> {
    try {
      this.state.set(await firstValueFrom(this.http.get<UsageView>('/api/usage')));
    } catch {
      // The header shows the last figure; the next page asks again.
    }
  }
}
