/** Injection token of the city's print policies (元号, 数字 …: `PrintPolicies` of libs/template-engine). */
export const POLICIES = Symbol('print policies');

/** Injection token of the city's layout profile (書式: `LayoutProfile` of libs/word). */
export const LAYOUT = Symbol('layout profile');
