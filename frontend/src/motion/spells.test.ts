import { describe, expect, it } from "vitest";
import golden from "../../../tests/golden/spells.json";
import { HoldTimer, holds, slowly, steadySpell } from "./holds";
import { RepetitionCounter, repetitions, restLevel } from "./repetitions";

describe.each(golden.cases)("a signal: $name", (one) => {
  const { time } = one;
  const signal = (one.signal as (number | null)[]).map((value) => value ?? NaN);

  it("rests where it rests in Python", () => {
    const level = restLevel(time, signal);
    if (one.rest_level === null) expect(level).toBeNaN();
    else expect(level).toBeCloseTo(one.rest_level, 4);
  });
  it.each(one.repetitions)("repeats over $rule.rise as in Python", ({ rule, rest, found }) => {
    const all = repetitions(time, signal, rule, rest ?? undefined);
    expect(all.map((rep) => [rep.first, rep.peak, rep.last, Number(rep.whole)])).toEqual(found);
  });
  it.each(one.holds)("is held above $rule.above where Python says", ({ rule, found }) => {
    expect(holds(time, signal, rule)).toEqual(found);
  });
  it.each(one.steady)("is steady within $rule.still where Python says", ({ rule, found }) => {
    expect(steadySpell(time, signal, rule)).toEqual(found);
  });
  it("is calmed as in Python", () => {
    slowly(time, signal, 1)
      .filter((_, at) => at % 7 === 0)
      .forEach((value, at) => {
        const wanted = (one.slowly as (number | null)[])[at];
        if (wanted == null) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(wanted, 3);
      });
  });
});

describe("while it happens", () => {
  const rule = { rise: 30, fall: 15, shortest: 0.4 };

  it("a repetition is told once it is surely over, and its height while it lasts", () => {
    const counter = new RepetitionCounter(rule, 5);
    const lift = [5, 5, 20, 40, 65, 80, 60, 30, 10, 5, 5, 5];
    const told = lift.map((value, at) => [counter.push(at / 15, value), counter.height]);
    expect(told[4]).toEqual([null, 60]);
    expect(told[7]![1]).toBe(75);
    expect(told[8]).toEqual([null, null]);
    expect(told.findIndex(([one]) => one !== null)).toBe(9);
    expect(told[9]![0]).toEqual({ first: 1, peak: 5, last: 8, whole: true });
    expect(counter.finish()).toBeNull();
  });
  it("one that never comes back is not whole", () => {
    const counter = new RepetitionCounter(rule, 0);
    [0, 0, 40, 60, 70, 70, 70, 70, 65, 66, 64].forEach((value, at) => counter.push(at / 10, value));
    expect(counter.moving).toBe(true);
    expect(counter.finish()).toEqual({ first: 1, peak: 4, last: 10, whole: false });
  });
  it("a hold counts its seconds and is told when it ends", () => {
    const timer = new HoldTimer({ above: 40, leave: 35, shortest: 0.25 });
    const seconds: (number | null)[] = [];
    const told = [0, 41, 38, 42, 37, 22, 41, 0].map((value, at) => {
      const spell = timer.push(at / 10, value);
      seconds.push(timer.seconds === null ? null : Math.round(timer.seconds * 10) / 10);
      return spell;
    });
    expect(seconds).toEqual([null, 0, 0.1, 0.2, 0.3, null, 0, null]);
    expect(told.filter(Boolean)).toEqual([[1, 4]]);
    expect(told[5]).toEqual([1, 4]);
  });
});
