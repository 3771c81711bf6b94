import { HttpClient, type HttpEvent } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom, type Observable } from 'rxjs';
import { FILE_NAME_HEADER, type AttachedFile } from '@bunan/contracts';

/** Files on their way to the server. Every failure is a ProblemError. */
@Injectable({ providedIn: 'root' })
export class FileApi {
  private readonly http = inject(HttpClient);

  /** Sends a file when it is subscribed to, and stops when that ends; tells how far it is. */
  send(file: File): Observable<HttpEvent<AttachedFile>> {
    const headers = { 'Content-Type': 'application/octet-stream', [FILE_NAME_HEADER]: encodeURIComponent(file.name.toWellFormed()) };
    return this.http.post<AttachedFile>('/api/files', file, { headers, observe: 'events', reportUploadProgress: true });
  }

  async remove(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/files/${encodeURIComponent(id)}`));
  }
}
