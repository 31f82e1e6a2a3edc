import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import table from "../tables/viewer.json";
import { colourFrom, colourOf, linear, mixed, oklab, type Colour, type Scale } from "./colours";

const css = readFileSync("../src/psoascope/report/templates/tokens.css", "utf-8");

/** The scale of the light page (first in the file) or of the dark one. */
function scaleOf(place: 0 | 1): Scale {
  const token = (name: string): Colour =>
    colourFrom([...css.matchAll(new RegExp(`--viewer-${name}: (#\\w+);`, "g"))][place]![1]!);
  return { ...table.colours, short: token("short"), even: token("even"), long: token("long") };
}

/** How people without red, green or blue cones see, in full; Machado, Oliveira, Fernandes 2009. */
const EYES: Record<string, number[][]> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  "no red": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "no green": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "no blue": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenBy(eye: string, colour: Colour): Colour {
  const light = linear(colour);
  return EYES[eye]!.map((row) => {
    const part = row.reduce((sum, share, place) => sum + share * light[place]!, 0);
    const held = Math.min(Math.max(part, 0), 1);
    return held <= 0.0031308 ? 12.92 * held : 1.055 * held ** (1 / 2.4) - 0.055;
  }) as unknown as Colour;
}

const apart = (one: Colour, other: Colour): number => {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};

describe.each([
  ["light", scaleOf(0)],
  ["dark", scaleOf(1)],
])("the scale of the %s page", (_page, scale) => {
  it("shows its three colours at its ends and in the middle, and stays there beyond", () => {
    const near = (colour: Colour, wanted: Colour): void =>
      colour.forEach((part, place) => expect(part).toBeCloseTo(wanted[place]!, 3));
    near(colourOf(0, scale), scale.even);
    near(colourOf(scale.shortest, scale), scale.short);
    near(colourOf(-90, scale), scale.short);
    near(colourOf(50, scale), scale.long);
    near(colourOf(NaN, scale), scale.even);
  });
  it.each(Object.keys(EYES))("is told apart by eyes with %s cones", (eye) => {
    const [short, even, long] = [scale.short, scale.even, scale.long].map((one) =>
      seenBy(eye, one),
    ) as [Colour, Colour, Colour];
    // 0.02 is a just noticeable difference in OKLab.
    expect(apart(short, long)).toBeGreaterThan(0.15);
    expect(apart(short, even)).toBeGreaterThan(0.15);
    expect(apart(long, even)).toBeGreaterThan(0.1);
  });
  it("grows steadily darker towards both ends", () => {
    for (const end of [scale.shortest, scale.longest]) {
      const light = [0, 0.25, 0.5, 0.75, 1].map((share) => oklab(colourOf(share * end, scale))[0]);
      const sorted = [...light].sort((one, other) => other - one);
      expect(light).toEqual(sorted);
    }
  });
});

describe("colours of the page", () => {
  it("are read as hex or as numbers", () => {
    expect(colourFrom(" #ff8000")).toEqual([1, 128 / 255, 0]);
    expect(colourFrom("rgb(0, 51, 255)")).toEqual([0, 0.2, 1]);
    expect(colourFrom("")).toEqual([0, 0, 0]);
  });
  it("mix in OKLab: half-way from black to white is the middle grey of CSS", () => {
    const [grey] = mixed([0, 0, 0], [1, 1, 1], 0.5);
    expect(grey).toBeCloseTo(99 / 255, 2);
  });
});
