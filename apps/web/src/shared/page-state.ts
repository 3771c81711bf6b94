import { ChangeDetectionStrategy, Component, ElementRef, afterNextRender, inject, input } from '@angular/core';
import { Icon, type IconName } from './icon';

/** A whole page that has nothing to show: empty, not there, failed. Its heading takes the focus. */
@Component({
  selector: 'bn-page-state',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'page-state', '[class.e]': "tone() === 'error'", '[class.w]': "tone() === 'warning'" },
  template: `
    <main id="page-main" class="wrap state" tabindex="-1" [class.e]="tone() === 'error'" [class.w]="tone() === 'warning'">
      <div class="state-in">
        <bn-icon [name]="icon()" />
        <div>
          <h1 tabindex="-1">{{ heading() }}</h1>
          <p>{{ text() }}</p>
          <div class="row"><ng-content /></div>
        </div>
      </div>
    </main>
  `,
})
export class PageState {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
  readonly text = input('');
  readonly tone = input<'plain' | 'error' | 'warning'>('plain');

  constructor() {
    afterNextRender(() => {
      this.host.nativeElement.querySelector('h1')?.focus();
    });
  }
}
