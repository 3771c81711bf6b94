import { HttpClient } from '@angular/common/http';
import { inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { NoticePage, UnseenNotices } from '@bunan/contracts';

/** The header asks again when a page is opened and so much time has passed, ms. */
const ASK_EVERY_MS = 60_000;

/** What the person is told, and how much of it is new. */
@Injectable({ providedIn: 'root' })
export class Notices {
  private readonly http = inject(HttpClient);
  private readonly state = signal(0);
  private askedAt = -Infinity;

  /** Notices that the person has not seen. */
  readonly unseen = this.state.asReadonly();

  /** Newest first. @throws {ProblemError} */
  async page(before: number | null): Promise<NoticePage> {
    const page = await firstValueFrom(this.http.get<NoticePage>('/api/notices', { params: before === null ? {} : { before } }));
    this.state.set(page.unseen);
    return page;
  }

  /** Everything up to this one was shown. What could not be said is said with the next page. */
  async markSeen(upTo: number): Promise<void> {
    try {
      this.state.set((await firstValueFrom(this.http.post<UnseenNotices>('/api/notices/seen', { upTo }))).unseen);
    } catch {
      // They stay new.
    }
  }

  /** Somebody has signed in: what another person was told is forgotten. */
  begin(): void {
    this.state.set(0);
    this.askedAt = -Infinity;
    void this.count();
  }

  /** Counts what is new, now and then; what was known stays while that fails. */
  async count(): Promise<void> {
    if (performance.now() - this.askedAt < ASK_EVERY_MS) {
      return;
    }
    this.askedAt = performance.now();
    await this.page(null).catch(() => undefined);
  }
}
