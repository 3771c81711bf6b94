import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';

/** Fonts come after the first page has been drawn: until then the machine's own are used. */
function loadFonts(): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = 'fonts.css';
  document.head.append(link);
}

/** Nothing of the application is there: plain words have to say so; the browser reports the error as any uncaught one. */
function sayBroken(error: unknown): void {
  document.body.textContent = '画面を開けませんでした。ページを開き直してください。続くときは、情報政策課に知らせてください。';
  reportError(error);
}

bootstrapApplication(App, appConfig).then(loadFonts, sayBroken);
