import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { UsageDimension, UsageHistory, UsageOutlook, UsageReport } from '@bunan/contracts';

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

  report(by: UsageDimension): Promise<UsageReport> {
    return firstValueFrom(this.http.get<UsageReport>('/api/usage/report', { params: { by } }));
  }
}
