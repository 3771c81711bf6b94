import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { UsageDimension, UsageHistory, UsageOutlook, UsageReport } from '@bunan/contracts';

/** JST days, both inclusive. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** What was used and what will be. Every failure is a ProblemError. */
@Injectable({ providedIn: 'root' })
export class UsageApi {
  private readonly http = inject(HttpClient);

  history(): Promise<UsageHistory> {
    return firstValueFrom(this.http.get<UsageHistory>('/api/usage/history'));
  }

  outlook(): Promise<UsageOutlook> {
    return firstValueFrom(this.http.get<UsageOutlook>('/api/usage/outlook'));
  }

  /** @param days of the period of now where they are missing */
  report(by: UsageDimension, days: Partial<Days> = {}): Promise<UsageReport> {
    return firstValueFrom(this.http.get<UsageReport>('/api/usage/report', { params: { by, ...days } }));
  }
}
