import { Injectable } from '@nestjs/common';
import { hasAuditBacklog } from '@bunan/audit';
import { VERSION, type HealthPart, type HealthView } from '@bunan/contracts';
import { DataSource } from 'typeorm';
import { GenerationQueue } from '../drafts/generation-queue.js';

/** A worker that has not been heard of for this long does not count, seconds. */
const WORKER_SILENCE_SECONDS = 15;

/** An entry of the record that has no place in the chain for this long counts as late, seconds. */
const AUDIT_LATE_SECONDS = 10;

interface Signs {
  workers: number;
  modelStatus: 'ok' | 'degraded' | null;
  isHalted: boolean;
}

const ok = (name: HealthPart['name']): HealthPart => ({ name, status: 'ok' });
const degraded = (name: HealthPart['name'], reason: string): HealthPart => ({ name, status: 'degraded', reason });

/** Puts together how the installation is, from what the database knows of all processes. */
@Injectable()
export class HealthService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: GenerationQueue,
  ) {}

  async isReady(): Promise<boolean> {
    return this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  async read(): Promise<HealthView> {
    const parts = await this.readParts();
    return { status: parts.every((part) => part.status === 'ok') ? 'ok' : 'degraded', parts, version: VERSION };
  }

  private async readParts(): Promise<HealthPart[]> {
    const signs = await this.readSigns().catch(() => null);
    if (signs === null) {
      return [degraded('database', 'データベースにつながりません。')];
    }
    const [isQueueReachable, isAuditLate] = await Promise.all([
      this.queue.isReachable(),
      hasAuditBacklog(this.dataSource, AUDIT_LATE_SECONDS),
    ]);
    return [
      ok('database'),
      isQueueReachable ? ok('queue') : degraded('queue', '順番待ちの仕組みにつながりません。'),
      signs.workers > 0 ? ok('worker') : degraded('worker', '文案をつくる処理が動いていません。'),
      signs.modelStatus === 'ok' ? ok('model') : degraded('model', 'AIにつながることを確かめられていません。'),
      signs.isHalted ? degraded('ledger', '台帳の検算に誤りがあるため、AIの利用を止めています。') : ok('ledger'),
      isAuditLate ? degraded('audit', '操作の記録の連結が遅れています。') : ok('audit'),
    ];
  }

  private async readSigns(): Promise<Signs> {
    const [signs] = await this.dataSource.query<Signs[]>(
      `WITH alive AS (SELECT * FROM worker_instance WHERE last_seen_at > now() - make_interval(secs => $1))
       SELECT (SELECT count(*)::int FROM alive) AS workers,
              (SELECT model_status FROM alive ORDER BY model_checked_at DESC NULLS LAST LIMIT 1) AS "modelStatus",
              EXISTS (SELECT FROM spending_halt WHERE lifted_at IS NULL) AS "isHalted"`,

      [WORKER_SILENCE_SECONDS],
    );
    if (signs === undefined) {
      throw new Error('a SELECT without FROM gave no row');
    }
    return signs;
  }
}
