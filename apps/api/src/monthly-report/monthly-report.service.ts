import { Inject, Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import type { Config } from '@bunan/config';
import { DomainError, type MonthlyReportQuery } from '@bunan/contracts';
import { monthlyFigures, type DayRange } from '@bunan/quota';
import { jstDate } from '@bunan/wareki';
import { fileNames, renderDocx, type LayoutProfile } from '@bunan/word';
import { DataSource, type EntityManager } from 'typeorm';
import type { AdminAct } from '../caps/caps.service.js';
import { LAYOUT } from '../drafts/policies.token.js';
import { CONFIG } from '../http/config.token.js';
import { monthlyDocument, type MonthlyReport } from './monthly-document.js';
import type { Stops } from './stops.js';

const MOMENT = (column: string) => `to_char(${column} AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD"T"HH24:MI')`;

/** JST days as an instant each: from the first one's beginning to the last one's end. */
const WITHIN = (column: string) =>
  `${column} >= $1::date::timestamp AT TIME ZONE 'Asia/Tokyo' AND ${column} < ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'`;

/** What was used in a month, for the mayor: a Word file in the city's layout. */
@Injectable()
export class MonthlyReportService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(LAYOUT) private readonly layout: LayoutProfile,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws {DomainError} `request.invalid` for a month that has not begun; `quota.no-period` where no contract ran in it */
  async make({ month }: MonthlyReportQuery, { actor, address }: AdminAct): Promise<{ name: string; data: Buffer }> {
    const report = await this.read(month, jstDate(new Date()));
    const document = monthlyDocument(report, this.layout);
    const { cityName, llm } = this.config;
    const data = await renderDocx(document, {
      ...{ profile: this.layout, status: 'final', source: 'figures' },
      ...{ practice: llm.practice, cityName },
    });
    await recordAudit(this.dataSource.manager, {
      ...{ personId: actor.personId, departmentId: actor.departmentId, action: 'usage.report', outcome: 'done' },
      ...{ objectType: 'ledger', detail: { month }, address },
    });
    return { name: fileNames(document.title).final, data };
  }

  /** Everything as it is at one instant. */
  private async read(month: string, today: string): Promise<MonthlyReport> {
    if (month > today.slice(0, 7)) {
      const errors = [{ path: 'month', code: 'invalid', message: 'この月は、まだ始まっていません。' }];
      throw new DomainError('request.invalid', 'the month has not begun', {}, { errors });
    }
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const figures = await monthlyFigures(manager, month, today);
      if (figures === null) {
        throw new DomainError('quota.no-period', 'no contract ran in the month');
      }
      return { figures, stops: await stopsIn(manager, figures.range), today, cityName: this.config.cityName };
    });
  }
}

async function stopsIn(manager: EntityManager, { from, until }: DayRange): Promise<Stops> {
  const drafts = await manager.query<{ scope: string; reason: string; count: number }[]>(
    `SELECT detail ->> 'scope' AS scope, detail ->> 'reason' AS reason, count(*)::int AS count FROM audit_entry
      WHERE action = 'draft.stopped' AND ${WITHIN('at')} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
    [from, until],
  );
  const halts = await manager.query<{ from: string; until: string | null }[]>(
    `SELECT ${MOMENT('raised_at')} AS "from", ${MOMENT('lifted_at')} AS "until" FROM spending_halt
      WHERE ${WITHIN('raised_at')} ORDER BY raised_at`,
    [from, until],
  );
  return { drafts, halts };
}
