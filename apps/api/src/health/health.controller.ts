import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import type { HealthView } from '@bunan/contracts';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/access.js';
import { HealthService } from './health.service.js';

/** For launchers, proxies and monitors; says nothing that an outsider may not know. */
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process runs. */
  @Get('live')
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can serve requests now; 503 while it cannot. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: 'ok' | 'degraded' }> {
    const isReady = await this.health.isReady();
    void reply.status(isReady ? 200 : 503);
    return { status: isReady ? 'ok' : 'degraded' };
  }

  /** Each part of the installation; always 200, so that a monitor reads the parts. */
  @Get()
  read(): Promise<HealthView> {
    return this.health.read();
  }
}
