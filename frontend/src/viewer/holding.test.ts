import { describe, expect, it } from "vitest";
import { UPRIGHT, turned, type Vec } from "../muscle/vectors";
import {
  betweenPlaces,
  bodyOf,
  combined,
  holding,
  inverse,
  MIDDLE,
  pelvisIn,
  trunkTurned,
} from "./holding";
import { postureOf, radians, STANDING, stateOf, type Sliders } from "./posture";

const upright = stateOf(postureOf(STANDING));
const sliders: Sliders = {
  lumbar: [-20, 4, 3],
  right: { flexion: 70, adduction: -6, rotation: 12 },
  left: { flexion: 15, adduction: 3, rotation: -8 },
};
const bent = stateOf(postureOf(sliders));

const near = (place: { turn: readonly Vec[]; origin: Vec }, wanted: typeof place): void => {
  place.origin.forEach((part, axis) => expect(part).toBeCloseTo(wanted.origin[axis]!, 9));
  place.turn.forEach((column, row) =>
    column.forEach((part, axis) => expect(part).toBeCloseTo(wanted.turn[row]![axis]!, 9)),
  );
};

/** How far the pelvis is tipped forward in the room, degrees. */
const tipped = (pelvis: { turn: readonly Vec[] }): number =>
  (-Math.atan2(pelvis.turn[0]![1], pelvis.turn[0]![0]) * 180) / Math.PI;

describe("what is held", () => {
  it.each(["trunk", "thigh"] as const)("stays where it is while the rest moves: %s", (held) => {
    for (const side of ["both", "right", "left"] as const) {
      const body = bodyOf(held, side);
      const anchor = holding(body, { turn: UPRIGHT, origin: [0.1, 0.2, 0.3] }, upright.bodies);
      const pelvis = pelvisIn(anchor, bent.bodies);
      near(combined(pelvis, bent.bodies[body]), anchor.place);
    }
  });
  it("is the uppermost lumbar vertebra, or the thigh of the side that is meant", () => {
    const sides = ["both", "right", "left"] as const;
    expect(sides.map((side) => bodyOf("trunk", side))).toEqual(["lumbar1", "lumbar1", "lumbar1"]);
    expect(sides.map((side) => bodyOf("thigh", side))).toEqual(["femur_r", "femur_r", "femur_l"]);
  });
  it("decides whether bending the hip lifts the thigh or tips the pelvis", () => {
    const hip = stateOf(postureOf({ ...STANDING, right: { ...STANDING.right, flexion: 30 } }));
    const still = { turn: UPRIGHT, origin: [0, 0, 0] as Vec };
    const trunk = pelvisIn(holding("lumbar1", still, upright.bodies), hip.bodies);
    expect(tipped(trunk)).toBeCloseTo(0, 9);
    const thigh = pelvisIn(holding("femur_r", still, upright.bodies), hip.bodies);
    expect(tipped(thigh)).toBeCloseTo(30, 9);
  });
  it("leaves the trunk upright over a tilted pelvis if the back hollows as much as the hip bends", () => {
    const both = stateOf(
      postureOf({
        lumbar: [15, 0, 0],
        right: { ...STANDING.right, flexion: 15 },
        left: { ...STANDING.left, flexion: 15 },
      }),
    );
    const still = { turn: UPRIGHT, origin: [0, 0, 0] as Vec };
    const pelvis = pelvisIn(holding("femur_r", still, upright.bodies), both.bodies);
    expect(tipped(pelvis)).toBeCloseTo(15, 9);
    expect(tipped(combined(pelvis, both.bodies.lumbar1))).toBeCloseTo(0, 9);
  });
});

describe("places", () => {
  it("lie on the back when the trunk is turned back by a right angle", () => {
    const anchor = trunkTurned(radians(90), upright.bodies);
    const pelvis = pelvisIn(anchor, upright.bodies);
    const [forward, head] = [turned(pelvis.turn, [1, 0, 0]), turned(pelvis.turn, [0, 1, 0])];
    expect(forward[1]).toBeCloseTo(1, 9);
    expect(head[0]).toBeCloseTo(-1, 9);
    const middle = combined(pelvis, { turn: UPRIGHT, origin: MIDDLE }).origin;
    middle.forEach((part, axis) => expect(part).toBeCloseTo(MIDDLE[axis]!, 9));
  });
  it("come back by their inverse", () => {
    const place = bent.bodies.femur_l;
    near(combined(inverse(place), place), { turn: UPRIGHT, origin: [0, 0, 0] });
  });
  it("are passed on the way between two, turned the short way", () => {
    const [from, to] = [upright.bodies.femur_r, bent.bodies.femur_r];
    near(betweenPlaces(from, to, 0), from);
    near(betweenPlaces(from, to, 1), to);
    const half = betweenPlaces(from, to, 0.5);
    near(betweenPlaces(half, to, 1), to);
    const third = betweenPlaces(
      { turn: UPRIGHT, origin: [0, 0, 0] },
      trunkTurned(radians(90), { ...upright.bodies, lumbar1: { turn: UPRIGHT, origin: [0, 0, 0] } })
        .place,
      1 / 3,
    );
    expect(Math.atan2(third.turn[0][1], third.turn[0][0])).toBeCloseTo(radians(30), 9);
  });
});
