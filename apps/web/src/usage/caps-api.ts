import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type {
  CapsView,
  ContractPeriods,
  Correct,
  DepartmentPeopleView,
  EstimatedCalls,
  LedgerState,
  OpenPeriod,
  Reallocate,
  SetPersonCap,
  WhatIfQuery,
  WhatIfView,
} from '@bunan/contracts';

/** Caps and the books, for those who steer them. Every failure is a ProblemError. */
@Injectable({ providedIn: 'root' })
export class CapsApi {
  private readonly http = inject(HttpClient);

  caps(): Promise<CapsView> {
    return firstValueFrom(this.http.get<CapsView>('/api/caps'));
  }

  periods(): Promise<ContractPeriods> {
    return firstValueFrom(this.http.get<ContractPeriods>('/api/periods'));
  }

  openPeriod(period: OpenPeriod): Promise<ContractPeriods> {
    return firstValueFrom(this.http.post<ContractPeriods>('/api/periods', period));
  }

  department(id: string): Promise<DepartmentPeopleView> {
    return firstValueFrom(this.http.get<DepartmentPeopleView>(`/api/caps/departments/${id}`));
  }

  setContract(cap: { capTokens: number | null; reason: string }): Promise<CapsView> {
    return firstValueFrom(this.http.put<CapsView>('/api/caps/contract', cap));
  }

  setDepartment(id: string, cap: { capTokens: number | null; reason: string }): Promise<CapsView> {
    return firstValueFrom(this.http.put<CapsView>(`/api/caps/departments/${id}`, cap));
  }

  setPersonRule(departmentId: string, cap: SetPersonCap): Promise<DepartmentPeopleView> {
    return firstValueFrom(this.http.put<DepartmentPeopleView>(`/api/caps/departments/${departmentId}/person-rule`, cap));
  }

  setPerson(id: string, cap: SetPersonCap): Promise<DepartmentPeopleView> {
    return firstValueFrom(this.http.put<DepartmentPeopleView>(`/api/caps/people/${id}`, cap));
  }

  whatIf(move: WhatIfQuery): Promise<WhatIfView> {
    return firstValueFrom(this.http.post<WhatIfView>('/api/usage/what-if', move));
  }

  reallocate(move: Reallocate): Promise<CapsView> {
    return firstValueFrom(this.http.post<CapsView>('/api/caps/reallocations', move));
  }

  ledger(): Promise<LedgerState> {
    return firstValueFrom(this.http.get<LedgerState>('/api/ledger/state'));
  }

  check(): Promise<LedgerState> {
    return firstValueFrom(this.http.post<LedgerState>('/api/ledger/checks', null));
  }

  liftHalt(reason: string): Promise<LedgerState> {
    return firstValueFrom(this.http.post<LedgerState>('/api/ledger/halt/lift', { reason }));
  }

  estimates(): Promise<EstimatedCalls> {
    return firstValueFrom(this.http.get<EstimatedCalls>('/api/ledger/estimates'));
  }

  correct(correction: Correct): Promise<EstimatedCalls> {
    return firstValueFrom(this.http.post<EstimatedCalls>('/api/ledger/corrections', correction));
  }
}
