import { describe, expect, it } from "vitest";
import { Moment } from "./moment";
import { legs, said, type ReportDocument, type Setup } from "./setup";

const setup: Setup = {
  words: {
    title: "Länge des Psoas",
    band: "{value} ({low} bis {high})",
    unit: "{number} cm",
    seconds: "{time} s",
    standing: "Stehen",
    leg_left: "linkes Bein",
    leg_right: "rechtes Bein",
    curve_keys: "",
    not_measured: "nicht gemessen",
  },
  factor: 100,
  digits: 1,
  standing: 25,
  near: "right",
  suffix: "m",
};

const held: ReportDocument = {
  side: "right",
  curves: { time_s: [0, 0.1] },
  sides: {
    left: { curves: { psoas_length_m: [null, null] } },
    right: {
      curves: {
        psoas_length_m: [0.253, null],
        psoas_length_low_m: [0.247, null],
        psoas_length_high_m: [0.261, null],
      },
    },
  },
};

describe("the legs of a curve", () => {
  it("leave out the one that was never measured, and are in centimetres", () => {
    const found = legs(held, "psoas_length", setup);
    expect(found.map((leg) => leg.side)).toEqual(["right"]);
    expect(found[0]?.value[0]).toBeCloseTo(25.3, 9);
  });
  it("are said with their band, or as not measured", () => {
    const [leg] = legs(held, "psoas_length", setup);
    expect(said(leg!, 0, setup, "de")).toBe("rechtes Bein: 25,3 cm (24,7 bis 26,1)");
    expect(said(leg!, 1, setup, "de")).toBe("rechtes Bein: nicht gemessen");
  });
});

describe("the shared moment", () => {
  it("tells everybody once per change, until they leave", () => {
    const moment = new Moment();
    const heard: (number | null)[] = [];
    const leave = moment.follow((time) => heard.push(time));
    moment.time = 0.4;
    moment.time = 0.4;
    leave();
    moment.time = 0.7;
    expect(heard).toEqual([0.4]);
  });
});
