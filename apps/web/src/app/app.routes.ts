import type { Routes } from '@angular/router';
import { asksBeforeLeaving, endsSession, savesBeforeSignOut } from '../shared/leaving';
import { signedIn } from '../shared/signed-in';
import { readForm } from '../templates/form-reading';

/** Every page of the application. */
export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'サインイン',
    canActivate: [endsSession],
    loadComponent: () => import('../sign-in/sign-in-page').then((m) => m.SignInPage),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./frame').then((m) => m.Frame),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'templates' },
      { path: 'templates', title: '様式をさがす', loadComponent: () => import('../templates/gallery-page').then((m) => m.GalleryPage) },
      {
        path: 'templates/:id',
        title: '入力',
        data: { isNext: true },
        canDeactivate: [savesBeforeSignOut],
        resolve: { reading: readForm },
        runGuardsAndResolvers: 'paramsOrQueryParamsChange',
        loadComponent: () => import('../templates/form-page').then((m) => m.FormPage),
      },
      { path: 'drafts', title: '文案', loadComponent: () => import('../drafts/draft-list-page').then((m) => m.DraftListPage) },
      {
        path: 'drafts/:id',
        title: '文案',
        canDeactivate: [savesBeforeSignOut],
        loadComponent: () => import('../drafts/draft-page').then((m) => m.DraftPage),
      },
      { path: 'usage', title: '使用量', loadComponent: () => import('../usage/usage-page').then((m) => m.UsagePage) },
      { path: 'usage/contract', title: '契約の使用量', loadComponent: () => import('../usage/outlook-page').then((m) => m.OutlookPage) },
      { path: 'usage/sums', title: '使用量の集計', loadComponent: () => import('../usage/sums-page').then((m) => m.SumsPage) },
      { path: 'usage/caps', title: 'トークンの配分', loadComponent: () => import('../usage/caps-page').then((m) => m.CapsPage) },
      {
        path: 'curation',
        title: '様式の管理',
        loadComponent: () => import('../curation/curation-list-page').then((m) => m.CurationListPage),
      },
      {
        path: 'curation/old-document',
        title: 'これまでの文書からつくる',
        canDeactivate: [asksBeforeLeaving],
        loadComponent: () => import('../curation/old-document-page').then((m) => m.OldDocumentPage),
      },
      {
        path: 'curation/:id/:version',
        title: '様式を直す',
        canDeactivate: [asksBeforeLeaving],
        loadComponent: () => import('../curation/editor-page').then((m) => m.EditorPage),
      },
      {
        path: 'curation/:id/:version/changes',
        title: '様式の違い',
        loadComponent: () => import('../curation/changes-page').then((m) => m.ChangesPage),
      },
      { path: 'notices', title: 'お知らせ', loadComponent: () => import('../notices/notices-page').then((m) => m.NoticesPage) },
      { path: '**', title: '見つかりません', loadComponent: () => import('./not-found-page').then((m) => m.NotFoundPage) },
    ],
  },
];
