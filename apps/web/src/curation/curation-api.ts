import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type {
  CreateTemplate,
  CuratedTemplate,
  DepartmentView,
  ImportReport,
  ImportTemplate,
  ProposalsView,
  SaveVersion,
  TemplateChange,
  TemplateCheck,
  TrialRunView,
  TrialView,
  VersionActRequest,
  VersionView,
} from '@bunan/contracts';
import { fitsKeepalive } from '../shared/keepalive';
import type { Definition } from './definition';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Templates for those who write and approve them. Every failure is a ProblemError. */
@Injectable({ providedIn: 'root' })
export class CurationApi {
  private readonly http = inject(HttpClient);

  list(): Promise<CuratedTemplate[]> {
    return firstValueFrom(this.http.get<CuratedTemplate[]>('/api/curation/templates'));
  }

  create(template: CreateTemplate): Promise<VersionView> {
    return firstValueFrom(this.http.post<VersionView>('/api/curation/templates', template));
  }

  /** What a template made from this Word file could have; nothing is stored. */
  propose(file: File): Promise<ProposalsView> {
    return firstValueFrom(this.http.post<ProposalsView>('/api/curation/proposals', file, { headers: { 'content-type': DOCX } }));
  }

  read(id: string, version: number): Promise<VersionView> {
    return firstValueFrom(this.http.get<VersionView>(versionUrl(id, version)));
  }

  /** The next version, begun from one there is. */
  begin(id: string, from: number): Promise<VersionView> {
    return firstValueFrom(this.http.post<VersionView>(`${templateUrl(id)}/versions`, { from }));
  }

  /** @param isLeaving the page is going: the request outlives it */
  save(id: string, version: number, save: SaveVersion, isLeaving: boolean): Promise<VersionView> {
    const keepalive = isLeaving && fitsKeepalive(save);
    return firstValueFrom(this.http.put<VersionView>(versionUrl(id, version), save, { keepalive }));
  }

  act(id: string, version: number, request: VersionActRequest): Promise<VersionView> {
    return firstValueFrom(this.http.post<VersionView>(`${versionUrl(id, version)}/acts`, request));
  }

  check(content: Definition): Promise<TemplateCheck> {
    return firstValueFrom(this.http.post<TemplateCheck>('/api/curation/checks', { content }));
  }

  changes(id: string, version: number, since: number): Promise<TemplateChange[]> {
    return firstValueFrom(this.http.get<TemplateChange[]>(`${versionUrl(id, version)}/changes`, { params: { since } }));
  }

  compare(before: Definition, after: Definition): Promise<TemplateChange[]> {
    return firstValueFrom(this.http.post<TemplateChange[]>('/api/curation/comparisons', { before, after }));
  }

  /** Departments that a template can be given to. */
  departments(): Promise<DepartmentView[]> {
    return firstValueFrom(this.http.get<DepartmentView[]>('/api/curation/departments'));
  }

  showTo(id: string, departmentIds: readonly string[]): Promise<CuratedTemplate> {
    return firstValueFrom(this.http.put<CuratedTemplate>(`${templateUrl(id)}/visibility`, { departmentIds }));
  }

  trialRuns(id: string, version: number): Promise<TrialRunView[]> {
    return firstValueFrom(this.http.get<TrialRunView[]>(`${versionUrl(id, version)}/trials`));
  }

  trial(id: string, version: number, testId: string): Promise<TrialView> {
    return firstValueFrom(this.http.get<TrialView>(`${versionUrl(id, version)}/trials/${encodeURIComponent(testId)}`));
  }

  runTrial(id: string, version: number, testId: string): Promise<TrialView> {
    return firstValueFrom(this.http.post<TrialView>(`${versionUrl(id, version)}/trials/${encodeURIComponent(testId)}`, null));
  }

  import(request: ImportTemplate): Promise<ImportReport> {
    return firstValueFrom(this.http.post<ImportReport>('/api/curation/imports', request));
  }
}

function templateUrl(id: string): string {
  return `/api/curation/templates/${encodeURIComponent(id)}`;
}

function versionUrl(id: string, version: number): string {
  return `${templateUrl(id)}/versions/${String(version)}`;
}

/** Where the file of a version is downloaded. */
export function fileUrl(id: string, version: number): string {
  return `${versionUrl(id, version)}/file`;
}
