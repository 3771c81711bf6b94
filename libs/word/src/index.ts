export { figureTable, type FigureColumn } from './figure-table.js';
export { contentDisposition, fileNames, type FileNames } from './file-names.js';
export { layoutProfile, type LayoutProfile } from './layout-profile.js';
export { renderDocx, type RenderOptions } from './render-docx.js';
