import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { DepartmentSuggestion, PersonSuggestion } from '@bunan/contracts';

/** Names of people and departments of the city, for suggestions while somebody types. Every failure is a ProblemError. */
@Injectable({ providedIn: 'root' })
export class LookupApi {
  private readonly http = inject(HttpClient);

  people(text: string): Promise<PersonSuggestion[]> {
    return firstValueFrom(this.http.get<PersonSuggestion[]>('/api/lookups/people', { params: { text } }));
  }

  departments(text: string): Promise<DepartmentSuggestion[]> {
    return firstValueFrom(this.http.get<DepartmentSuggestion[]>('/api/lookups/departments', { params: { text } }));
  }
}
