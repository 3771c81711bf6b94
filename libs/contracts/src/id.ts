import * as z from 'zod';
import './messages.js';

/** Ids of fields, columns and sections: they stand in prompts as `{{id}}`. */
export const idSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
