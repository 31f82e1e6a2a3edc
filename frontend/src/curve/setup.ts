/** What the server says about a curve, and the document that holds its numbers. */
import { filled, numeral, scaled, type Values } from "./values";

export type Side = "left" | "right";

export interface Setup {
  words: Record<
    | "title"
    | "band"
    | "unit"
    | "seconds"
    | "standing"
    | "leg_left"
    | "leg_right"
    | "curve_keys"
    | "not_measured",
    string
  >;
  factor: number;
  digits: number;
  standing: number | null;
  near: Side;
  suffix: string;
}

export interface Walk {
  time_s: number[];
  points: Record<string, ([number, number] | null)[]>;
}

export interface ReportDocument {
  side: Side;
  curves: { time_s: number[] };
  sides: Partial<Record<Side, { curves: Record<string, Values> }>>;
  walker?: Walk;
}

export interface Leg {
  side: Side;
  value: Values;
  low: Values;
  high: Values;
}

/** The legs of one curve in people's unit, the near one first; a leg without any value is left out. */
export function legs(report: ReportDocument, name: string, setup: Setup): Leg[] {
  const order: Side[] = setup.near === "left" ? ["left", "right"] : ["right", "left"];
  return order.flatMap((side) => {
    const curves = report.sides[side]?.curves;
    const held = (part: string): Values =>
      scaled(curves?.[`${name}${part}_${setup.suffix}`] ?? [], setup.factor);
    const [value, low, high] = [held(""), held("_low"), held("_high")];
    return value.some((one) => one !== null) ? [{ side, value, low, high }] : [];
  });
}

/** One moment of a curve in words: "left leg 31° (21 to 41)". */
export function said(leg: Leg, place: number, setup: Setup, language: string): string {
  const name = setup.words[`leg_${leg.side}`];
  const [value, low, high] = [leg.value, leg.low, leg.high].map((values) => values[place] ?? null);
  if (value == null) return `${name}: ${setup.words.not_measured}`;
  const text = (one: number | null | undefined): string =>
    one == null ? "–" : numeral(one, setup.digits, language);
  const unit = filled(setup.words.unit, { number: text(value) });
  return `${name}: ${filled(setup.words.band, { value: unit, low: text(low), high: text(high) })}`;
}
