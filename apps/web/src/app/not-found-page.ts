import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PageState } from '../shared/page-state';

@Component({
  selector: 'bn-not-found-page',
  imports: [PageState, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <bn-page-state icon="search" heading="このページは見つかりません" text="番地が違うか、ページがなくなりました。">
      <a class="btn main" routerLink="/templates">様式をさがす</a>
    </bn-page-state>
  `,
})
export class NotFoundPage {}
