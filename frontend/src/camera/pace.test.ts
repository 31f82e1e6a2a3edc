import { expect, it } from "vitest";
import { LIVE } from "../motion/guided";
import { Pace } from "./pace";

const ENOUGH = LIVE.settle + LIVE.trial;

it("tells once that a model is too slow, when it has seen enough", () => {
  const pace = new Pace();
  const told = Array.from({ length: 3 * ENOUGH }, () => pace.push(0.2));
  expect(told.indexOf(true)).toBe(ENOUGH - 1);
  expect(told.filter(Boolean)).toHaveLength(1);
  expect(pace.rate).toBeCloseTo(5);
});

it("tells it as well when a device becomes slow later", () => {
  const pace = new Pace();
  for (let at = 0; at < ENOUGH; at++) expect(pace.push(0.03)).toBe(false);
  expect(Array.from({ length: 60 }, () => pace.push(0.2)).some(Boolean)).toBe(true);
});
