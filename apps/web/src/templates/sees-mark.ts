import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Field } from '@bunan/contracts';
import { Icon } from '../shared/icon';

/** What the model sees of a field, in words. */
@Component({
  selector: 'bn-sees-mark',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<span class="sees" [class.raw]="mark().isRead"><bn-icon [name]="mark().icon" />{{ mark().words }}</span>',
})
export class SeesMark {
  readonly field = input.required<Field>();

  protected readonly mark = computed(() => {
    const { toLlm, pii } = this.field();
    if (toLlm !== 'raw') {
      return { isRead: false, icon: 'lock', words: 'AIに渡しません' } as const;
    }
    return pii === 'mask'
      ? ({ isRead: true, icon: 'masked', words: '伏せてAIに渡します' } as const)
      : ({ isRead: true, icon: 'eye', words: 'AIが読みます' } as const);
  });
}
