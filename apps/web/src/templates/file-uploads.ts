import { HttpEventType, type HttpEvent } from '@angular/common/http';
import { inject, Injectable, signal, type OnDestroy } from '@angular/core';
import type { Subscription } from 'rxjs';
import { cleanFileName, fileRefusals, type AttachedFile, type FileRefusal } from '@bunan/contracts';
import { asProblem, isPassing, type ProblemError } from '../shared/problems';
import { FileApi } from './file-api';

/** A file that was chosen and is not there yet. */
export interface Upload {
  readonly key: number;
  readonly fieldId: string;
  readonly file: File;
  readonly name: string;
  /** `lost`: sending it again can help; `refused`: it cannot. */
  readonly state: 'waiting' | 'sending' | 'lost' | 'refused';
  readonly percent: number;
  /** Why it is not there. */
  readonly sentence: string;
}

/** A file that is there, and the field that it was chosen for. */
interface Arrived {
  readonly fieldId: string;
  readonly file: AttachedFile;
}

/** Files of one form on their way, one after the other; there is none where a form is only looked at. */
@Injectable()
export class FileUploads implements OnDestroy {
  private readonly api = inject(FileApi);
  private readonly uploads = signal<readonly Upload[]>([]);
  private readonly arrived = signal<readonly Arrived[]>([]);
  private running: { readonly key: number; readonly subscription: Subscription } | null = null;
  private lastKey = 0;

  ngOnDestroy(): void {
    this.running?.subscription.unsubscribe();
  }

  /** Whether a draft that is made now would lack a file that was chosen for one of these fields. */
  isOpen(fields: readonly { readonly id: string }[]): boolean {
    const open = [...this.arrived(), ...this.uploads().filter(({ state }) => state !== 'refused')];
    return open.some(({ fieldId }) => fields.some(({ id }) => id === fieldId));
  }

  of(fieldId: string): readonly Upload[] {
    return this.uploads().filter((upload) => upload.fieldId === fieldId);
  }

  arrivedAt(fieldId: string): readonly AttachedFile[] {
    return this.arrived().flatMap((each) => (each.fieldId === fieldId ? [each.file] : []));
  }

  /** What has arrived is in the form now. */
  collect(fieldId: string): void {
    this.arrived.update((arrived) => arrived.filter((each) => each.fieldId !== fieldId));
  }

  /** Takes files that were chosen; what was refused before is not said any longer. */
  add(fieldId: string, chosen: readonly { readonly file: File; readonly refusal: FileRefusal | null }[]): void {
    const uploads = chosen.map(({ file, refusal }): Upload => {
      this.lastKey += 1;
      const base = { key: this.lastKey, fieldId, file, name: cleanFileName(file.name), percent: 0 };
      return refusal === null
        ? { ...base, state: 'waiting', sentence: '' }
        : { ...base, state: 'refused', sentence: fileRefusals[refusal] };
    });
    this.uploads.update((all) => [...all.filter((each) => each.fieldId !== fieldId || each.state !== 'refused'), ...uploads]);
    this.sendNext();
  }

  retry(key: number): void {
    this.change(key, { state: 'waiting', sentence: '' });
    this.sendNext();
  }

  /** Gives a file up, also while it is being sent. */
  drop(key: number): void {
    if (this.running?.key === key) {
      this.running.subscription.unsubscribe();
      this.running = null;
    }
    this.forget(key);
    this.sendNext();
  }

  /** Erases a file that is in the form no more. One that stays behind is erased by the server after a day. */
  erase(id: string): void {
    this.api.remove(id).catch(() => undefined);
  }

  private sendNext(): void {
    const next = this.running === null ? this.uploads().find(({ state }) => state === 'waiting') : undefined;
    if (next === undefined) {
      return;
    }
    this.change(next.key, { state: 'sending', percent: 0 });
    const subscription = this.api.send(next.file).subscribe({
      next: (event) => {
        this.follow(next, event);
      },
      error: (error: unknown) => {
        this.running = null;
        this.change(next.key, failureOf(asProblem(error)));
        this.sendNext();
      },
      complete: () => {
        this.running = null;
        this.sendNext();
      },
    });
    this.running = { key: next.key, subscription };
  }

  private follow({ key, fieldId, file }: Upload, event: HttpEvent<AttachedFile>): void {
    if (event.type === HttpEventType.UploadProgress) {
      this.change(key, { percent: Math.floor((event.loaded / file.size) * 100) });
    }
    if (event.type === HttpEventType.Response && event.body !== null) {
      const arrived = event.body;
      this.forget(key);
      this.arrived.update((all) => [...all, { fieldId, file: arrived }]);
    }
  }

  private change(key: number, change: Partial<Upload>): void {
    this.uploads.update((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  }

  private forget(key: number): void {
    this.uploads.update((all) => all.filter((each) => each.key !== key));
  }
}

/** What is said of a file that did not arrive. */
function failureOf({ code, message, errors }: ProblemError): Pick<Upload, 'state' | 'sentence'> {
  if (isPassing(code)) {
    const why = code === 'offline' ? 'つながらないため、まだ送れていません。' : 'まだ送れていません。';
    return { state: 'lost', sentence: `${why}しばらくしてから、もう一度送ってください。` };
  }
  // A proxy on the way knows nothing of files.
  const words = code === 'request.too-large' ? fileRefusals['too-large'] : (errors[0]?.message ?? message);
  return { state: 'refused', sentence: words };
}
