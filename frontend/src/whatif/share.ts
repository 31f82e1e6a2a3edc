/** How a change that is made in part alters a figure: in proportion, as the ledger of hours does. */

export interface Band {
  value: number;
  low: number;
  high: number;
}

/** A whole change's effect, scaled to a share of it (0 to 1). */
export function inPart(whole: Band, share: number): Band {
  const at = Math.min(1, Math.max(0, share));
  return { value: whole.value * at, low: whole.low * at, high: whole.high * at };
}

/** A signed number with one digit, as people of a language write it. */
export function signed(value: number, language: string): string {
  const rounded = Math.round(value * 10) / 10 || 0;
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  }).format(rounded);
}
