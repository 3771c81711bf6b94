import { CreatePeople1764000000000 } from './1764000000000-create-people.js';
import { CreateDrafts1764000001000 } from './1764000001000-create-drafts.js';
import { CreateQuota1764000002000 } from './1764000002000-create-quota.js';
import { CreateQuotaActs1764000003000 } from './1764000003000-create-quota-acts.js';
import { CreateRecord1764000004000 } from './1764000004000-create-record.js';
import { CreateFormInput1764000005000 } from './1764000005000-create-form-input.js';
import { LowerCaps1764000006000 } from './1764000006000-lower-caps.js';
import { ThreeCaps1764000007000 } from './1764000007000-three-caps.js';
import { ThreeCapsActs1764000008000 } from './1764000008000-three-caps-acts.js';
import { Notices1764000009000 } from './1764000009000-notices.js';
import { TightReservations1764000010000 } from './1764000010000-tight-reservations.js';
import { VersionsOfTemplates1764000011000 } from './1764000011000-versions-of-templates.js';
import { TemplateFavourites1764000012000 } from './1764000012000-template-favourites.js';
import { GuardVersions1764000013000 } from './1764000013000-guard-versions.js';
import { AttachedFiles1764000014000 } from './1764000014000-attached-files.js';

/** Every migration in order. One that has been released is never edited. */
export const migrations = [
  CreatePeople1764000000000,
  CreateDrafts1764000001000,
  CreateQuota1764000002000,
  CreateQuotaActs1764000003000,
  CreateRecord1764000004000,
  CreateFormInput1764000005000,
  LowerCaps1764000006000,
  ThreeCaps1764000007000,
  ThreeCapsActs1764000008000,
  Notices1764000009000,
  TightReservations1764000010000,
  VersionsOfTemplates1764000011000,
  TemplateFavourites1764000012000,
  GuardVersions1764000013000,
  AttachedFiles1764000014000,
];
