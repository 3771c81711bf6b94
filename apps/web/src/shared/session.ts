import { HttpClient } from '@angular/common/http';
import { inject, Injectable, Injector, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { SessionView, SignIn } from '@bunan/contracts';

/** Who is signed in. */
@Injectable({ providedIn: 'root' })
export class Session {
  // Asked for when it is used: the client's interceptors ask for the session in turn.
  private readonly injector = inject(Injector);
  private readonly state = signal<SessionView | null>(null);
  private asked = false;

  readonly view = this.state.asReadonly();

  /** The session that the browser's cookie stands for, if it does; asked once. */
  async restore(): Promise<SessionView | null> {
    if (!this.asked) {
      this.asked = true;
      this.state.set(await firstValueFrom(this.http.get<SessionView>('/api/session')).catch(() => null));
    }
    return this.state();
  }

  /** @throws {ProblemError} `session.refused`, `session.throttled` */
  async signIn(input: SignIn): Promise<void> {
    this.state.set(await firstValueFrom(this.http.post<SessionView>('/api/session', input)));
    this.asked = true;
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete('/api/session')).catch(() => undefined);
    this.forget();
  }

  /** The session has ended elsewhere. */
  forget(): void {
    this.state.set(null);
  }

  private get http(): HttpClient {
    return this.injector.get(HttpClient);
  }
}
