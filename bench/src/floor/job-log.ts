/** Sent to the floor's worker: forget what was done, and tell when so many jobs are done. */
export interface WaitForJobs {
  readonly jobs: number;
}

/** When each job was done, by its draft's id; ms since 1970. */
export type JobLog = Readonly<Record<string, number>>;
