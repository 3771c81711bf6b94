/** Reads an amount as people type it: 全角 and 半角 digits, with or without commas. null: no whole number from 0 on. */
export function typedTokens(text: string): number | null {
  const digits = text.normalize('NFKC').replaceAll(',', '').trim();
  const amount = /^\d{1,15}$/.test(digits) ? Number(digits) : null;
  return amount !== null && Number.isSafeInteger(amount) ? amount : null;
}
