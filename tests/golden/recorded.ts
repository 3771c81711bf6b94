import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const FOLDER = join(__dirname, 'recorded');

const cellSchema = z.union([z.string(), z.number(), z.null()]).transform((cell) => String(cell ?? ''));
const valueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([cellSchema, z.array(cellSchema)])),
  z.record(z.string(), cellSchema).transform((group) => Object.values(group)),
  z.null().transform(() => ''),
]);

const recordedSchema = z.strictObject({
  template: z.string(),
  title: z.string(),
  answers: z.record(z.string(), valueSchema),
  /** What a model wrote, unedited, by section. */
  written: z.record(z.string(), z.string()),
});

/** One form as it was filled in and what a model wrote for it; rows are lists of cells in the order of the columns. */
export type Recorded = z.infer<typeof recordedSchema>;

/** Names of all recorded answers: kaigiroku-1, … */
export const RECORDED: readonly string[] = readdirSync(FOLDER)
  .map((file) => file.replace('.json', ''))
  .toSorted();

export function recorded(name: string): Recorded {
  return recordedSchema.parse(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')));
}
