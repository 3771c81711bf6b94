import { Inject, Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import type { Config } from '@bunan/config';
import { DomainError } from '@bunan/contracts';
import { renderDocx, type LayoutProfile } from '@bunan/word';
import { DataSource } from 'typeorm';
import type { DraftAct } from './draft-act.js';
import { DraftReader } from './draft-reader.js';
import { CONFIG } from '../http/config.token.js';
import { LAYOUT } from './policies.token.js';

/** A Word file and its name. */
export interface ExportedFile {
  readonly name: string;
  readonly data: Buffer;
}

/** Makes the Word file of a draft: with 案 as long as nobody has confirmed it, final afterwards. */
@Injectable()
export class DraftExportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: DraftReader,
    @Inject(LAYOUT) private readonly layout: LayoutProfile,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @param wanted `final` demands the confirmed document; without a wish a confirmed draft is final, another one 案
   * @throws {DomainError} `not-found`; `draft.not-ready`: only a complete text is printed; `draft.not-confirmed`
   */
  async export(act: DraftAct, wanted: 'draft' | 'final' | undefined): Promise<ExportedFile> {
    const { row, draft } = await this.reader.load(act.id, act.actor.departmentId);
    if (row.state !== 'ready') {
      throw new DomainError('draft.not-ready', 'only a ready draft can be exported');
    }
    const isConfirmed = row.confirmations.length > 0;
    if (wanted === 'final' && !isConfirmed) {
      throw new DomainError('draft.not-confirmed', 'nobody has confirmed this revision');
    }
    const status = isConfirmed && wanted !== 'draft' ? 'final' : 'draft';
    const data = await renderDocx(draft.paper, {
      profile: this.layout,
      status,
      practice: row.practice,
      source: row.writer === 'boilerplate' ? 'form' : 'draft',
      cityName: this.config.cityName,
    });
    await recordAudit(this.dataSource.manager, {
      personId: act.actor.personId,
      departmentId: act.actor.departmentId,
      action: 'draft.export',
      outcome: 'done',
      objectType: 'draft',
      objectId: act.id,
      detail: { revision: row.revision, status },
      address: act.address,
    });
    return { name: draft.fileNames[status], data };
  }
}
