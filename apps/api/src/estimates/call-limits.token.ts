/** Injection token of what bounds a call (`CallLimits` of libs/drafts). */
export const CALL_LIMITS = Symbol('call limits');
