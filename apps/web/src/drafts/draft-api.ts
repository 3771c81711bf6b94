import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { ContinuationView, CreateDraft, DraftPage, DraftReceipt, DraftView, EditSection } from '@bunan/contracts';
import { fitsKeepalive } from '../shared/keepalive';

/** Drafts. Every failure is a ProblemError. */
@Injectable({ providedIn: 'root' })
export class DraftApi {
  private readonly http = inject(HttpClient);

  list(before?: string): Promise<DraftPage> {
    return firstValueFrom(this.http.get<DraftPage>('/api/drafts', { params: before === undefined ? {} : { before } }));
  }

  read(id: string): Promise<DraftView> {
    return firstValueFrom(this.http.get<DraftView>(url(id)));
  }

  /** @param idempotencyKey the same for every try of the same wish */
  create(input: CreateDraft, idempotencyKey: string): Promise<DraftReceipt> {
    return firstValueFrom(this.http.post<DraftReceipt>('/api/drafts', input, { headers: { 'Idempotency-Key': idempotencyKey } }));
  }

  cancel(id: string): Promise<DraftView> {
    return firstValueFrom(this.http.post<DraftView>(`${url(id)}/cancel`, null));
  }

  /** Takes up a draft again that a cap had stopped. @param short half as long as usual */
  resume(id: string, short: boolean): Promise<DraftView> {
    return firstValueFrom(this.http.post<DraftView>(`${url(id)}/resume`, { short }));
  }

  /** What it would cost to have a cut text continued. */
  continuationPrice(id: string): Promise<ContinuationView> {
    return firstValueFrom(this.http.get<ContinuationView>(`${url(id)}/continuation`));
  }

  /** Has a cut text continued. */
  continue(id: string): Promise<DraftView> {
    return firstValueFrom(this.http.post<DraftView>(`${url(id)}/continuation`, null));
  }

  /** Outlives the page where the text is short enough for that. */
  editSection(id: string, sectionId: string, edit: EditSection): Promise<DraftView> {
    const keepalive = fitsKeepalive(edit);
    return firstValueFrom(this.http.patch<DraftView>(`${url(id)}/sections/${encodeURIComponent(sectionId)}`, edit, { keepalive }));
  }

  confirm(id: string, revision: number): Promise<DraftView> {
    return firstValueFrom(this.http.post<DraftView>(`${url(id)}/confirmations`, { revision }));
  }

  /** Address of a file of a draft. */
  fileUrl(id: string, fileId: string): string {
    return `${url(id)}/files/${encodeURIComponent(fileId)}`;
  }

  /** A file that came with the form. */
  file(id: string, fileId: string): Promise<Blob> {
    return firstValueFrom(this.http.get(this.fileUrl(id, fileId), { responseType: 'blob' }));
  }

  /** The Word file. */
  export(id: string, status: 'draft' | 'final'): Promise<Blob> {
    return firstValueFrom(this.http.get(`${url(id)}/docx`, { params: { status }, responseType: 'blob' }));
  }
}

function url(id: string): string {
  return `/api/drafts/${encodeURIComponent(id)}`;
}
