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

/** Nothing of the application is there to say so: the words of the first page do. */
function tellFailure(error: unknown): void {
  const words = document.querySelector('bn-app .boot');
  if (words !== null) {
    words.textContent = '文案工房を開けませんでした。ページを開き直してください。続くときは情報政策課に知らせてください。';
  }
  reportError(error);
}

bootstrapApplication(App, appConfig).then(loadFonts, tellFailure);
