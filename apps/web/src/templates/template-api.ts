import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { EstimateView, SavedInput, SavedInputView, TemplateSummary, TemplateView } from '@bunan/contracts';
import { fitsKeepalive } from '../shared/keepalive';

/** Templates, the price of a run, and what was typed before. Every failure is a ProblemError. */
@Injectable({ providedIn: 'root' })
export class TemplateApi {
  private readonly http = inject(HttpClient);

  list(): Promise<TemplateSummary[]> {
    return firstValueFrom(this.http.get<TemplateSummary[]>('/api/templates'));
  }

  /** Those with all the words, the best first. */
  search(text: string): Promise<TemplateSummary[]> {
    return firstValueFrom(this.http.get<TemplateSummary[]>('/api/templates', { params: { text } }));
  }

  read(id: string): Promise<TemplateView> {
    return firstValueFrom(this.http.get<TemplateView>(`/api/templates/${encodeURIComponent(id)}`));
  }

  /** Marks a template for the person, or takes the mark away. */
  async markFavourite(id: string, isFavourite: boolean): Promise<void> {
    const url = `/api/templates/${encodeURIComponent(id)}/favourite`;
    await firstValueFrom(isFavourite ? this.http.put(url, null) : this.http.delete(url));
  }

  estimate(templateId: string, answers: object): Promise<EstimateView> {
    return firstValueFrom(this.http.post<EstimateView>('/api/estimates', { templateId, answers }));
  }

  readInput(id: string): Promise<SavedInputView> {
    return firstValueFrom(this.http.get<SavedInputView>(inputUrl(id)));
  }

  /** @param isLeaving the page is going: the request outlives it */
  saveInput(id: string, input: SavedInput, isLeaving: boolean): Promise<SavedInputView> {
    const keepalive = isLeaving && fitsKeepalive(input);
    return firstValueFrom(this.http.put<SavedInputView>(inputUrl(id), input, { keepalive }));
  }

  async forgetInput(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(inputUrl(id)));
  }
}

function inputUrl(id: string): string {
  return `/api/templates/${encodeURIComponent(id)}/input`;
}
