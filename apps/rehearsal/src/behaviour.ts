import * as z from 'zod';

/** Pieces of the answer that are sent before something happens. */
const after = z.int().nonnegative().default(0);

/**
 * What one call to the rehearsal server does. docs/rehearsal.md explains each of them.
 *
 * `answer` is what every call does that nobody has told otherwise.
 */
const behaviourSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('answer'),
    /** Sent as it is, instead of a written document. */
    text: z.string().optional(),
    delayMs: z.int().nonnegative().optional(),
    charsPerSecond: z.number().nonnegative().optional(),
    finishReason: z.enum(['stop', 'length', 'content_filter']).optional(),
    /** Reported instead of the true usage; null reports none. */
    usage: z.json().optional(),
    /** Sends everything, however long, as a provider that does not keep to the limit of the answer. */
    beyondLimit: z.boolean().optional(),
  }),
  z.strictObject({ do: z.literal('status'), status: z.int().min(400).max(599), retryAfter: z.string().optional() }),
  /** Nothing more comes, the connection stays open. `headers: false`: not even a status. */
  z.strictObject({ do: z.literal('hang'), after, headers: z.boolean().default(true) }),
  z.strictObject({ do: z.literal('reset'), after }),
  /** The stream ends as if it were complete, without saying why it finished. */
  z.strictObject({ do: z.literal('cut'), after }),
  z.strictObject({ do: z.literal('body'), contentType: z.string(), body: z.string() }),
  z.strictObject({ do: z.literal('empty-choices') }),
  /** Waits until `POST /control/release`, then answers; `text` as with `answer`. */
  z.strictObject({ do: z.literal('hold'), after, text: z.string().optional() }),
]);
export type Behaviour = z.infer<typeof behaviourSchema>;

/** POST /control/next: what the next calls do, in order; `times` repeats one of them. */
export const nextSchema = z.strictObject({
  calls: z.array(z.strictObject({ behaviour: behaviourSchema, times: z.int().positive().max(100_000).default(1) })).max(1_000),
});

/** POST /control/default: what every call does for which nothing is set. */
export const defaultSchema = z.strictObject({ behaviour: behaviourSchema });
