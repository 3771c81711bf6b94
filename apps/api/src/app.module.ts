import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { Config } from '@bunan/config';
import { CapsController } from './caps/caps.controller.js';
import { CapsService } from './caps/caps.service.js';
import { PeriodsController } from './caps/periods.controller.js';
import { PeriodsService } from './caps/periods.service.js';
import { CurationController } from './curation/curation.controller.js';
import { CurationService } from './curation/curation.service.js';
import { DepartmentsService } from './curation/departments.service.js';
import { ExchangeController } from './curation/exchange.controller.js';
import { ExchangeService } from './curation/exchange.service.js';
import { TemplateChecks } from './curation/template-checks.service.js';
import { TrialRuns } from './curation/trial-runs.js';
import { TrialsService } from './curation/trials.service.js';
import { VersionActsService } from './curation/version-acts.service.js';
import { VersionStore } from './curation/version-store.js';
import { ProposalsController } from './curation/proposals.controller.js';
import { DatabaseConnection } from './database-connection.js';
import { DraftCancellationService } from './drafts/draft-cancellation.service.js';
import { DraftConfirmationService } from './drafts/draft-confirmation.service.js';
import { DraftContinuationService } from './drafts/draft-continuation.service.js';
import { DraftCreationService } from './drafts/draft-creation.service.js';
import { DraftEditingService } from './drafts/draft-editing.service.js';
import { DraftExportService } from './drafts/draft-export.service.js';
import { DraftOpener } from './drafts/draft-opener.js';
import { DraftReader } from './drafts/draft-reader.js';
import { DraftReadingController } from './drafts/draft-reading.controller.js';
import { DraftResumptionService } from './drafts/draft-resumption.service.js';
import { DraftStreams } from './drafts/draft-streams.js';
import { DraftWritingController } from './drafts/draft-writing.controller.js';
import { DraftsController } from './drafts/drafts.controller.js';
import { GenerationQueue } from './drafts/generation-queue.js';
import { LiveDrafts } from './drafts/live-drafts.js';
import { SubmittedForms } from './drafts/submitted-forms.js';
import { CallPrices } from './estimates/call-prices.js';
import { EstimatesController } from './estimates/estimates.controller.js';
import { EstimatesService } from './estimates/estimates.service.js';
import { DraftFilesController } from './files/draft-files.controller.js';
import { DraftFiles } from './files/draft-files.service.js';
import { FilesController } from './files/files.controller.js';
import { UploadsService } from './files/uploads.service.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { AccessGuard } from './http/access.guard.js';
import { DomainErrorFilter } from './http/domain-error.filter.js';
import { validation } from './http/validation.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerService } from './ledger/ledger.service.js';
import { LookupsController } from './lookups/lookups.controller.js';
import { LookupsService } from './lookups/lookups.service.js';
import { MonthlyReportService } from './monthly-report/monthly-report.service.js';
import { NoticesController } from './notices/notices.controller.js';
import { NoticesService } from './notices/notices.service.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { libraryProviders } from './providers.js';
import { SessionController } from './sign-in/session.controller.js';
import { Sessions } from './sign-in/sessions.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { SignInThrottle } from './sign-in/sign-in-throttle.js';
import { FavouritesService } from './templates/favourites.service.js';
import { SavedInputsService } from './templates/saved-inputs.service.js';
import { TemplateUses } from './templates/template-uses.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TemplatesService } from './templates/templates.service.js';
import { UsualTokens } from './templates/usual-tokens.js';
import { ExportsService } from './usage/exports.service.js';
import { ReportsService } from './usage/reports.service.js';
import { UsageExportsController } from './usage/usage-exports.controller.js';
import { UsageController } from './usage/usage.controller.js';
import { WebController } from './web/web.controller.js';

const CONTROLLERS = [
  SessionController,
  TemplatesController,
  LookupsController,
  DraftsController,
  DraftWritingController,
  DraftReadingController,
  DraftFilesController,
  FilesController,
  EstimatesController,
  UsageController,
  UsageExportsController,
  CapsController,
  PeriodsController,
  LedgerController,
  NoticesController,
  CurationController,
  ExchangeController,
  ProposalsController,
  HealthController,
  OpenApiController,
  WebController,
];

const SERVICES = [
  DatabaseConnection,
  Sessions,
  SignInService,
  SignInThrottle,
  DraftOpener,
  DraftReader,
  DraftFiles,
  UploadsService,
  SubmittedForms,
  DraftCreationService,
  DraftEditingService,
  DraftConfirmationService,
  DraftCancellationService,
  DraftResumptionService,
  DraftContinuationService,
  DraftExportService,
  DraftStreams,
  LiveDrafts,
  GenerationQueue,
  CallPrices,
  EstimatesService,
  TemplatesService,
  TemplateUses,
  UsualTokens,
  FavouritesService,
  SavedInputsService,
  LookupsService,
  HealthService,
  CapsService,
  PeriodsService,
  LedgerService,
  NoticesService,
  ReportsService,
  ExportsService,
  MonthlyReportService,
  VersionStore,
  TemplateChecks,
  CurationService,
  VersionActsService,
  ExchangeService,
  TrialRuns,
  TrialsService,
  DepartmentsService,
];

/** The whole API. Deny by default: the guard refuses every route that does not say who may call it. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      controllers: CONTROLLERS,
      providers: [
        ...libraryProviders(config),
        { provide: APP_FILTER, useClass: DomainErrorFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useValue: validation },
        ...SERVICES,
      ],
    };
  }
}
