/** The colour of a length: from short over as in standing to long, even steps for the eye. */

/** Red, green and blue, 0 to 1, as CSS writes them (sRGB). */
export type Colour = readonly [number, number, number];

/** What the ends of the scale mean, and the colours at both ends and at no change. */
export interface Scale {
  /** %, negative. */
  shortest: number;
  /** %, positive. */
  longest: number;
  short: Colour;
  even: Colour;
  long: Colour;
}

/** Colour of a change against standing, %; beyond the ends it stays as at the ends. */
export function colourOf(change: number, scale: Scale): Colour {
  if (!Number.isFinite(change)) return scale.even;
  return change < 0
    ? mixed(scale.even, scale.short, Math.min(change / scale.shortest, 1))
    : mixed(scale.even, scale.long, Math.min(change / scale.longest, 1));
}

/** A colour between two, at a share of the way in OKLab: as `color-mix(in oklab, ...)` of CSS. */
export function mixed(from: Colour, to: Colour, share: number): Colour {
  const [one, other] = [oklab(from), oklab(to)];
  return srgb(one.map((part, place) => part + (other[place]! - part) * share) as unknown as Colour);
}

/** "#rrggbb" or "rgb(r, g, b)" of CSS as numbers; black where it is neither. */
export function colourFrom(text: string): Colour {
  const hex = /^\s*#([0-9a-f]{6})\s*$/i.exec(text)?.[1];
  if (hex) return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as never;
  const parts = /rgba?\(([^)]*)\)/.exec(text)?.[1]?.split(/[\s,/]+/).filter(Boolean) ?? [];
  const [red, green, blue] = parts.map((part) => Number(part) / 255);
  return [red || 0, green || 0, blue || 0];
}

/** The same colour in numbers that light can be multiplied with. */
export const linear = (colour: Colour): Colour => colour.map(toLinear) as unknown as Colour;

/** Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/: lightness, then two of hue. */
export function oklab(colour: Colour): Colour {
  const [red, green, blue] = linear(colour);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

function srgb([light, a, b]: Colour): Colour {
  const long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const parts = [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
  return parts.map((part) => fromLinear(Math.min(Math.max(part, 0), 1))) as unknown as Colour;
}

const toLinear = (part: number): number =>
  part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;

const fromLinear = (part: number): number =>
  part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
