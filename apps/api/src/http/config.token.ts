/** Injection token of the settings (`Config` of libs/config). */
export const CONFIG = Symbol('config');
