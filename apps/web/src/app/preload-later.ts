import { Injectable } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { EMPTY, switchMap, timer, type Observable } from 'rxjs';

/** The page that is open comes first, ms. */
const AFTER_MS = 2_000;

/** Loads the pages that almost everybody goes to next, marked with `data: { isNext: true }`, while the first one is being read. */
@Injectable({ providedIn: 'root' })
export class PreloadLater implements PreloadingStrategy {
  preload({ data }: Route, load: () => Observable<unknown>): Observable<unknown> {
    return data?.isNext === true ? timer(AFTER_MS).pipe(switchMap(load)) : EMPTY;
  }
}
