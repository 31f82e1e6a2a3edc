/** Which end stays: the psoas pulls on both, so either the thigh moves or the trunk and pelvis. */
import type { Body, Place } from "../muscle/state";
import {
  cross,
  dot,
  joined,
  minus,
  plus,
  seenFrom,
  turned,
  UPRIGHT,
  type Turn,
  type Vec,
} from "../muscle/vectors";

export type Held = "trunk" | "thigh";

/** A body that is held where it is in the room; everything else moves around it. */
export interface Anchor {
  body: Body;
  place: Place;
}

/** What turns the picture: roughly the middle of the muscle in standing, m. */
export const MIDDLE: Vec = [-0.07, 0.02, 0];

/** The body that stands for an end; where both legs are meant it is the right one. */
export const bodyOf = (held: Held, side: "both" | "right" | "left"): Body =>
  held === "trunk" ? "lumbar1" : side === "left" ? "femur_l" : "femur_r";

/** Where the pelvis is in the room while the anchor's body is held. */
export function pelvisIn(anchor: Anchor, bodies: Record<Body, Place>): Place {
  return combined(anchor.place, inverse(bodies[anchor.body]));
}

/** Holds a body where it is at this moment. */
export const holding = (body: Body, pelvis: Place, bodies: Record<Body, Place>): Anchor => ({
  body,
  place: combined(pelvis, bodies[body]),
});

/** The trunk held as it stands, turned back by an angle, rad, about the middle of the muscle. */
export function trunkTurned(back: number, standing: Record<Body, Place>): Anchor {
  const turn = aboutRight(back);
  const room = { turn, origin: minus(MIDDLE, turned(turn, MIDDLE)) };
  return { body: "lumbar1", place: combined(room, standing.lumbar1) };
}

/** First `inner` within `outer`. */
export const combined = (outer: Place, inner: Place): Place => ({
  turn: joined(outer.turn, inner.turn),
  origin: plus(outer.origin, turned(outer.turn, inner.origin)),
});

/** Where the room is, seen from a body. */
export function inverse({ turn, origin }: Place): Place {
  const back: Turn = [
    seenFrom(turn, UPRIGHT[0]),
    seenFrom(turn, UPRIGHT[1]),
    seenFrom(turn, UPRIGHT[2]),
  ];
  const away = turned(back, origin);
  return { turn: back, origin: [-away[0], -away[1], -away[2]] };
}

/** Turned about z, which points to the person's right: forward becomes up. */
const aboutRight = (angle: number): Turn => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    [cos, sin, 0],
    [-sin, cos, 0],
    [0, 0, 1],
  ];
};

/** A place on the way between two, turned the short way. */
export function betweenPlaces(from: Place, to: Place, share: number): Place {
  const turn = joined(from.turn, partly(joined(inverse(from).turn, to.turn), share));
  const origin = [0, 1, 2].map(
    (axis) => from.origin[axis]! + share * (to.origin[axis]! - from.origin[axis]!),
  ) as unknown as Vec;
  return { turn, origin };
}

/** A part of a rotation about its own axis. */
function partly([x, y, z]: Turn, share: number): Turn {
  const spin: Vec = [y[2] - z[1], z[0] - x[2], x[1] - y[0]];
  const size = Math.hypot(...spin);
  const angle = share * Math.atan2(size, x[0] + y[1] + z[2] - 1);
  // Half a turn has no short way; nobody turns so far here.
  const axis: Vec = size > 1e-9 ? [spin[0] / size, spin[1] / size, spin[2] / size] : [0, 0, 1];
  const about = (vector: Vec): Vec => {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const along = (1 - cos) * dot(axis, vector);
    const aside = cross(axis, vector);
    return [0, 1, 2].map(
      (part) => cos * vector[part]! + sin * aside[part]! + along * axis[part]!,
    ) as unknown as Vec;
  };
  return [about(UPRIGHT[0]), about(UPRIGHT[1]), about(UPRIGHT[2])];
}
