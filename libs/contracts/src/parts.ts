import * as z from 'zod';
import './messages.js';

/**
 * One piece of a section: text, or a value of the form that the renderer fills in.
 *
 * What a clerk types is always text; only parsing an answer or a boilerplate makes a field part, so `{{deadline}}`
 * typed by hand stays those characters.
 */
export const partSchema = z.union([z.strictObject({ text: z.string() }), z.strictObject({ field: z.string().max(80) })]);
export type Part = z.infer<typeof partSchema>;

/** The parts of a section in reading order; paragraphs are separated by `\n` in text parts. */
export const partsSchema = z.array(partSchema).max(2_000);
export type Parts = z.infer<typeof partsSchema>;

/** Parts of each written section by its id: the content of a revision. */
export const sectionTextsSchema = z.record(z.string(), partsSchema);
export type SectionTexts = z.infer<typeof sectionTextsSchema>;
