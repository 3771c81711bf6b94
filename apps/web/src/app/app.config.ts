import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { provideZonelessChangeDetection, type ApplicationConfig } from '@angular/core';
import { provideRouter, TitleStrategy, withComponentInputBinding, withInMemoryScrolling, withPreloading } from '@angular/router';
import { problems } from '../shared/problems';
import { sessionToken } from '../shared/session-token';
import { uploadProgress } from '../shared/upload-progress';
import { routes } from './app.routes';
import { PageTitle } from './page-title';
import { PreloadLater } from './preload-later';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideHttpClient(withInterceptors([problems, sessionToken, uploadProgress])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
      withPreloading(PreloadLater),
    ),
    { provide: TitleStrategy, useClass: PageTitle },
  ],
};
