/** Twin of psoas.state and psoas.paths: what both psoas and iliacus do in one posture. */
import { ANATOMY, FASCICLES, LEVELS, LIMITS, MUSCLES, type Crossing } from "./anatomy";
import { bodies, hipTurn, vertebrae, type Body, type Place, type Posture } from "./bodies";
import { ARC_POINTS, wrapped } from "./cylinder";
import { cross, dot, minus, norm, plus, turned, type JointTurn, type Vec } from "./vectors";

export { FASCICLES, LEVELS, LIMITS, MUSCLES };
export { matrixOf, type Body, type Place, type Posture } from "./bodies";

/** Points of a path: origin, brim, nine over the cylinder, two of the thigh bone. */
export const PATH_POINTS = ARC_POINTS + 4;

export interface MuscleState {
  /** Origin to lesser trochanter of the 22 fascicles, m, in the order of FASCICLES. */
  length: Float64Array;
  /** Right and left, m: mean of the fascicles weighted by maximum force. */
  wholeLength: [number, number];
  /** Right and left, m: moment arms of flexion, adduction, internal rotation; -dL/dq. */
  hipArm: [Vec, Vec];
  iliacusLength: [number, number];
  iliacusArm: [Vec, Vec];
  /** x, y, z of 13 points each, m, pelvis axes (x forward, y up, z right); order of MUSCLES. */
  paths: Float64Array[];
  /** Where the bones are, in pelvis axes; the sacrum moves with the pelvis. */
  bodies: Record<Body, Place>;
}

/** The path below the brim, of the right side. */
interface Below {
  length: number;
  arm: Vec;
  points: Vec[];
}

/**
 * Both psoas and both iliacus in one posture; a missing angle (NaN) stays missing.
 *
 * Unlike the library it does not refuse angles beyond LIMITS: a live picture must not stop.
 */
export function psoasState(
  lumbar: Posture["lumbar"],
  hipRight: readonly number[],
  hipLeft: readonly number[],
): MuscleState {
  const spine = vertebrae(lumbar);
  const hips = [hipTurn(hipRight), hipTurn(hipLeft)] as const;
  const psoas = hips.map((hip) => belowBrim(hip, ANATOMY.psoas));
  const iliacus = hips.map((hip) => belowBrim(hip, ANATOMY.iliacus));
  const length = new Float64Array(FASCICLES.length);
  const paths = psoas.flatMap((below, side) => fascicles(spine, below, side, length));
  iliacus.forEach((below, side) => paths.push(path(ANATOMY.iliacusOrigin, below, side)));
  return {
    length,
    wholeLength: [whole(length, 0), whole(length, 1)],
    hipArm: [psoas[0]!.arm, psoas[1]!.arm],
    iliacusLength: [iliacus[0]!.length + ABOVE_ILIAC, iliacus[1]!.length + ABOVE_ILIAC],
    iliacusArm: [iliacus[0]!.arm, iliacus[1]!.arm],
    paths,
    bodies: bodies(spine, hips[0].turn, hips[1].turn),
  };
}

/** Angles of each level from those of the whole lumbar spine, by rhythm; rad. */
export const shared = (total: readonly number[]): number[][] =>
  ANATOMY.rhythm.map((weight) => [0, 1, 2].map((angle) => weight * (total[angle] ?? NaN)));

/** Change of the whole length against standing, right and left, %; negative is shorter. */
export function againstStanding(state: MuscleState): [number, number] {
  const change = (side: 0 | 1): number =>
    (state.wholeLength[side] / STANDING.wholeLength[side] - 1) * 100;
  return [change(0), change(1)];
}

const ABOVE_ILIAC = norm(minus(ANATOMY.iliacusOrigin, ANATOMY.iliacus.brimPoint));

const STILL: Vec = [0, 0, 0];

const STANDING = psoasState(shared(STILL), STILL, STILL);

function belowBrim(hip: JointTurn, { brimPoint, femurPoints, cylinder }: Crossing): Below {
  const { turn, axes } = hip;
  const lever = turned(turn, femurPoints[0]);
  const end = plus(ANATOMY.hipCentre, lever);
  const over = wrapped(brimPoint, end, cylinder);
  const moment = cross(lever, over.pull);
  return {
    length: over.length + norm(minus(femurPoints[1], femurPoints[0])),
    arm: [dot(axes[0], moment), dot(axes[1], moment), dot(axes[2], moment)],
    points: [
      brimPoint,
      ...over.points,
      end,
      plus(ANATOMY.hipCentre, turned(turn, femurPoints[1])),
    ],
  };
}

/** Paths of a side's 11 fascicles; fills their lengths. */
function fascicles(
  spine: readonly Place[],
  below: Below,
  side: number,
  length: Float64Array,
): Float64Array[] {
  const mirror = 1 - 2 * side;
  return ANATOMY.origin.map(([x, y, z], number) => {
    const { turn, origin } = spine[ANATOMY.vertebra[number]!]!;
    const place = plus(origin, turned(turn, [x, y, mirror * z]));
    const own: Vec = [place[0], place[1], mirror * place[2]];
    const upper = norm(minus(own, ANATOMY.psoas.brimPoint));
    length[side * ANATOMY.origin.length + number] = upper + below.length;
    return path(own, below, side);
  });
}

/** The points of a path one after another; those of the left side mirrored. */
function path(origin: Vec, below: Below, side: number): Float64Array {
  const points = new Float64Array(3 * PATH_POINTS);
  const mirror = 1 - 2 * side;
  const put = ([x, y, z]: Vec, number: number): void => {
    points[3 * number] = x;
    points[3 * number + 1] = y;
    points[3 * number + 2] = mirror * z;
  };
  put(origin, 0);
  below.points.forEach((point, number) => put(point, number + 1));
  return points;
}

function whole(length: Float64Array, side: number): number {
  const first = side * ANATOMY.weight.length;
  return ANATOMY.weight.reduce((sum, share, number) => sum + share * length[first + number]!, 0);
}
