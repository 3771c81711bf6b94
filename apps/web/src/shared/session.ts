import { HttpClient } from '@angular/common/http';
import { inject, Injectable, Injector, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { ErrorCode, SessionView, SignIn } from '@bunan/contracts';

/** What is refused with these may be good once somebody has signed in: here, or in another window by now. */
const RECOVERABLE: ReadonlySet<string> = new Set(['session.csrf', 'session.required'] satisfies ErrorCode[]);

/** Who is signed in. */
@Injectable({ providedIn: 'root' })
export class Session {
  // Asked for when it is used: the client's interceptors ask for the session in turn.
  private readonly injector = inject(Injector);
  private readonly state = signal<SessionView | null>(null);
  private readonly ended = signal(false);
  private asked = false;
  private waiting: (() => void)[] = [];

  /** Stays while the session has ended under an open page, so that the page stays too. */
  readonly view = this.state.asReadonly();
  /** The server no longer knows the session of the page that is open: the password is asked for above it. */
  readonly isEnded = this.ended.asReadonly();

  /** The session that the browser's cookie stands for, if it does; asked once. */
  async restore(): Promise<SessionView | null> {
    if (!this.asked) {
      this.asked = true;
      this.state.set(await this.read().catch(() => null));
    }
    return this.state();
  }

  /**
   * Signs in; after the end of a session, the same person goes on where they were.
   *
   * @throws {ProblemError} `session.refused`, `session.throttled`
   */
  async signIn(input: SignIn): Promise<void> {
    this.take(await firstValueFrom(this.http.post<SessionView>('/api/session', input)));
    this.asked = true;
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete('/api/session')).catch(() => undefined);
    this.state.set(null);
  }

  /**
   * What can make a refused request good: signing in again, or the token of a sign-in in another window.
   *
   * @returns resolves when the request may be sent again; null where nothing helps
   */
  recovery(code: ErrorCode | 'offline'): Promise<void> | null {
    if (this.state() === null || !RECOVERABLE.has(code)) {
      return null;
    }
    return this.read().then(
      (view) => {
        this.take(view);
      },
      () => this.signInAgain(),
    );
  }

  private signInAgain(): Promise<void> {
    this.ended.set(true);
    addEventListener('focus', this.lookAgain);
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  /** A sign-in in another window counts here as well. */
  private readonly lookAgain = (): void => {
    void this.read().then(
      (view) => {
        this.take(view);
      },
      () => undefined,
    );
  };

  /** Another person must neither see nor save what the one before has left open: the page is loaded anew. */
  private take(view: SessionView): void {
    const known = this.state();
    if (known !== null && known.person.id !== view.person.id) {
      this.state.set(null);
      location.assign('/');
      return;
    }
    this.state.set(view);
    this.ended.set(false);
    removeEventListener('focus', this.lookAgain);
    for (const go of this.waiting.splice(0)) {
      go();
    }
  }

  private read(): Promise<SessionView> {
    return firstValueFrom(this.http.get<SessionView>('/api/session'));
  }

  private get http(): HttpClient {
    return this.injector.get(HttpClient);
  }
}
