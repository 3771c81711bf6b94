import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageState } from '../shared/page-state';

/** What somebody meets at the curation of templates whose work it is not. */
@Component({
  selector: 'bn-no-right',
  imports: [PageState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <bn-page-state
      icon="lock"
      heading="この画面は使えません"
      text="様式の管理を使うのは、様式の担当、承認者、管理者です。様式を直してほしいときは、情報政策課へ相談してください。"
    >
      <a class="btn main" routerLink="/templates">様式をさがす</a>
    </bn-page-state>
  `,
})
export class NoRight {}
