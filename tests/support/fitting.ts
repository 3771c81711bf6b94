import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SIZES, type Visitor } from './browser.js';

/** Where pictures for a look go; without it none are taken. */
const PICTURES = process.env.BUNAN_PICTURES;

/** Widths at which no page may scroll sideways. */
const WIDTHS = [360, 640, 768, 1024, 1280, 1920];

/** @param isWhole from top to bottom instead of what is in the window */
export async function takePicture(page: Page, name: string, isWhole: boolean): Promise<void> {
  if (PICTURES !== undefined) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: isWhole });
  }
}

/** A dialog stands in the window, whatever the page below it is as long as. */
async function takeWholePicture(page: Page, name: string): Promise<void> {
  await takePicture(page, name, (await page.getByRole('dialog').count()) === 0);
}

/**
 * Expects no sideways scrolling at any width, and no barrier on a telephone and at a desk.
 *
 * @param name of what the page shows; pictures are called after it and the width
 * @param look what is done at the two sizes beside; a picture of the whole page, when pictures are wanted
 */
export async function expectFit(
  visitor: Visitor,
  name: string,
  look: (page: Page, picture: string, size: { width: number }) => Promise<void> = takeWholePicture,
): Promise<void> {
  const { page } = visitor;
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const misfits: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 960 });
    const overflow = await visitor.overflow();
    misfits.push(...(overflow > 0 ? [`${String(overflow)} px too wide at ${String(width)}`] : []));
  }
  for (const size of [SIZES.phone, SIZES.desk]) {
    await page.setViewportSize(size);
    misfits.push(...(await visitor.barriers()));
    await look(page, `${name}-${String(size.width)}`, size);
  }
  expect({ name, misfits }).toEqual({ name, misfits: [] });
}
