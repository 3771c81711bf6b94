import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Line drawings of 20 by 20, by what they mean. */
const PATHS = {
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  search: 'M14 8.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0ZM13 13l4.5 4.5',
  done: 'm4 10.5 4 4 8-9',
  warning: 'M10 2.5 18 17H2ZM10 8v4.2M10 14.5v.3',
  lock: 'M5.5 9h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1ZM7 9V6.5a3 3 0 0 1 6 0V9',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5ZM12.25 10a2.25 2.25 0 1 1-4.5 0 2.25 2.25 0 0 1 4.5 0Z',
  masked: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5ZM4 16 16 4',
  up: 'm5 12 5-5 5 5',
  down: 'm5 8 5 5 5-5',
  remove: 'm5 5 10 10M15 5 5 15',
  add: 'M10 4v12M4 10h12',
  pen: 'm3 17 .8-3.5L13.5 3.8l2.7 2.7L6.5 16.2Z',
  file: 'M5 2.5h6.5L15.5 6.5v11H5ZM11.5 2.5v4h4',
  download: 'M10 3v9M6.5 9l3.5 3.5L13.5 9M3.5 16.5h13',
  info: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0ZM10 9v5M10 6.2v.3',
  calendar: 'M4 4.5h12a1 1 0 0 1 1 1V16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1ZM3 8.5h14M7 2.5v4M13 2.5v4',
  undo: 'M7 4 3.5 7.5 7 11M3.500 7.500H12a4.500 4.500 0 0 1 0 9H8',
  star: 'm10 2.700 2.250 4.650 5.100.700-3.700 3.550.900 5.050L10 14.250 5.450 16.650l.900-5.050-3.700-3.550 5.100-.700Z',
  offline: 'M3 3l14 14M4 8a9 9 0 0 1 4-2.3M12 5.700A9 9 0 0 1 16 8M7 11.5a4.5 4.5 0 0 1 3-1.2M10 15.200v.3',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words; it says nothing that the words do not say. */
@Component({
  selector: 'bn-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<svg class="i" viewBox="0 0 20 20" aria-hidden="true"><path [attr.d]="path()" /></svg>',
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => PATHS[this.name()]);
}
