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

bootstrapApplication(App, appConfig).then(loadFonts, (error: unknown) => {
  console.error(error);
});
