import * as z from 'zod';

/** The job that writes one draft. Its row holds the id only: no content, no names. */
export const generationJob = {
  name: 'generation',
  payload: z.strictObject({ draftId: z.uuid() }),
} as const;
export type GenerationPayload = z.infer<typeof generationJob.payload>;

/**
 * How a job is kept: its id is the draft's, so that it is queued once; it goes when it has ended, in whatever way, so
 * that the same draft can be queued again by the sweep.
 *
 * The queue delivers again only after a crash of a worker; a failing model is called again by the job itself.
 */
export function generationJobOptions(draftId: string) {
  return { jobId: draftId, attempts: 1, removeOnComplete: true, removeOnFail: true } as const;
}
