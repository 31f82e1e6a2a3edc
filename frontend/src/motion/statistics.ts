/** Medians, running medians and the like, as NumPy and SciPy define them; NaN is missing. */

export const known = (values: readonly number[]): number[] => values.filter(Number.isFinite);

/** NaN of an empty list. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Value below which a share of all lies, interpolated between neighbours; NaN of an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? NaN : low + (place % 1) * (high - low);
}

/** Running median of an odd number of values; the ends are held on beyond the ends. */
export function medianFilter(values: readonly number[], size: number): number[] {
  return values.map((_, at) => median(around(values, at, size)));
}

/** Running mean of an odd number of values; the ends are held on beyond the ends. */
export function meanFilter(values: readonly number[], size: number): number[] {
  return values.map((_, at) => mean(around(values, at, size)));
}

export const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Steps between neighbours, one fewer than values. */
export const steps = (values: readonly number[]): number[] =>
  values.slice(1).map((value, at) => value - values[at]!);

/** First and last index of each unbroken run of true. */
export function runs(mask: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  mask.forEach((on, at) => {
    if (!on) return;
    const latest = found.at(-1);
    if (latest && latest[1] === at - 1) latest[1] = at;
    else found.push([at, at]);
  });
  return found;
}

/** Values at places 0, 1, ... with the missing ones on straight lines between their neighbours. */
export function filled(values: readonly number[]): number[] {
  const seen = values.flatMap((value, at) => (Number.isFinite(value) ? [at] : []));
  let next = 0;
  return values.map((value, at) => {
    if (Number.isFinite(value)) return value;
    while (next < seen.length && seen[next]! < at) next++;
    const [before, after] = [seen[next - 1], seen[next]];
    if (before === undefined) return after === undefined ? NaN : values[after]!;
    if (after === undefined) return values[before]!;
    const share = (at - before) / (after - before);
    return values[before]! + share * (values[after]! - values[before]!);
  });
}

/** To the nearest whole number, halves to the even one, as Python rounds. */
export function rounded(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

/** The next odd number, where even. */
export const odd = (count: number): number => count | 1;

export const degrees = (angle: number): number => (angle * 180) / Math.PI;

function around(values: readonly number[], at: number, size: number): number[] {
  const reach = (size - 1) / 2;
  const last = values.length - 1;
  const window: number[] = [];
  for (let place = at - reach; place <= at + reach; place++) {
    window.push(values[Math.min(Math.max(place, 0), last)]!);
  }
  return window;
}
