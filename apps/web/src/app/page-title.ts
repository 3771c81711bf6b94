import { inject, Injectable } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { Session } from '../shared/session';

/** 「様式をさがす｜文案工房」; 稽古用 in front while no model writes. */
@Injectable()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly session = inject(Session);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    const page = this.buildTitle(snapshot);
    const practice = this.session.view()?.practice === true ? '【稽古用】' : '';
    this.title.setTitle(`${practice}${page === undefined ? '' : `${page}｜`}文案工房`);
  }
}
