import type { Grid } from '../grid.js';
import type { LayoutProfile } from '../layout-profile.js';

/** What a block has to know of the page it stands on. */
export interface Page {
  readonly grid: Grid;
  readonly profile: LayoutProfile;
  readonly isDraft: boolean;
  /** A seal is stamped below the sender. */
  readonly hasSeal: boolean;
}
