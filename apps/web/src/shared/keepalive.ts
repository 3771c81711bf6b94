/** Browsers let requests of 64 KiB in all outlive their page; some room is left for others. */
const LIMIT_BYTES = 60_000;

/** Whether a request with this body may outlive the page that sends it. */
export function fitsKeepalive(body: object): boolean {
  return new TextEncoder().encode(JSON.stringify(body)).length <= LIMIT_BYTES;
}
