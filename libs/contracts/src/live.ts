/**
 * Names of the live events of `GET /api/drafts/:id/events` (server-sent events).
 *
 * `draft`: data is a DraftView as JSON, id its `version`. `heartbeat`: no data, once a second.
 * With `Last-Event-ID` the stream starts with a `draft` event only if the draft has changed since.
 */
export const liveEvents = { draft: 'draft', heartbeat: 'heartbeat' } as const;

/** A browser that has seen neither event nor heartbeat for this long polls instead, ms. */
export const LIVE_SILENCE_MS = 3_000;

/** Time between heartbeats, ms. */
export const HEARTBEAT_MS = 1_000;
