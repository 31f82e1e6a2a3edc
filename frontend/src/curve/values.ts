/** Values of a curve: nearest frame, gaps, round numbers, words. No drawing here. */

export type Values = readonly (number | null)[];

/** Index of the time stamp nearest to a time; the earlier of two equally near ones. */
export function nearest(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= time) low = middle;
    else high = middle;
  }
  return time - (times[low] ?? 0) <= (times[high] ?? 0) - time ? low : high;
}

/** Stretches without a gap, as [first, end): the end is not included. */
export function runs(values: Values): [number, number][] {
  const found: [number, number][] = [];
  values.forEach((value, place) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last && last[1] === place) last[1] = place + 1;
    else found.push([place, place + 1]);
  });
  return found;
}

/** The outline of a band, one closed polygon per stretch without a gap: there on top, back below. */
export function bandPolygons(
  times: readonly number[],
  low: Values,
  high: Values,
): [number, number][][] {
  const whole = low.map((value, place) => (high[place] == null ? null : value));
  return runs(whole).map(([first, end]) => {
    const there: [number, number][] = [];
    const back: [number, number][] = [];
    for (let place = first; place < end; place += 1) {
      there.push([times[place]!, high[place]!]);
      back.unshift([times[place]!, low[place]!]);
    }
    return [...there, ...back];
  });
}

/** Each value times a factor; a gap stays a gap. */
export function scaled(values: Values, factor: number): (number | null)[] {
  return values.map((value) => (value === null ? null : value * factor));
}

/** Round numbers inside a range, at most `most`, in steps of 1, 2 or 5 times a power of ten. */
export function ticks(low: number, high: number, most = 6): number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / most));
  for (const step of [power, 2 * power, 5 * power, 10 * power]) {
    const first = Math.ceil(low / step - 1e-9);
    const last = Math.floor(high / step + 1e-9);
    if (last - first < most) {
      return Array.from({ length: last - first + 1 }, (_, row) =>
        Number(((first + row) * step).toPrecision(10)),
      );
    }
  }
  return [];
}

/** Decimal places that tell neighbouring ticks apart. */
export function tickDigits(values: readonly number[]): number {
  const step = values.length > 1 ? Math.abs(values[1]! - values[0]!) : 1;
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** A number in the reader's language, with a true minus sign and never "minus zero". */
export function numeral(value: number, digits: number, language: string): string {
  const rounded = Number(value.toFixed(digits));
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  })
    .format(rounded === 0 ? 0 : rounded)
    .replace("-", "−");
}

/** A wording with its braces filled in; braces without a value stay. */
export function filled(wording: string, values: Record<string, string>): string {
  return wording.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
