/** The picture: bones, muscles and layers on the stage, moved by a posture. */
import { Group, Matrix4, Vector3 } from "three";
import { matrixOf, type Body, type MuscleState, type Posture } from "../muscle/state";
import { plus, turned, type Vec } from "../muscle/vectors";
import table from "../tables/viewer.json";
import { ache, type Ache } from "./ache";
import { readBones, type Bones } from "./bones";
import { SIDES, type Side } from "./bundle";
import { diaphragm, type Diaphragm } from "./diaphragm";
import { pelvisIn, trunkTurned, type Anchor } from "./holding";
import { lookOf, type Look } from "./look";
import { muscles, type Muscles } from "./muscles";
import { towardsEye } from "./orbit";
import { postureOf, radians, STANDING, stateOf, whole } from "./posture";
import { HALF_HIGH, HALF_WIDE, openStage, type Stage } from "./stage";

export type Layer = "bones" | "iliacus" | "diaphragm" | "ache";

export const LAYERS: readonly Layer[] = ["bones", "iliacus", "diaphragm", "ache"];

export interface Picture {
  stage: Stage;
  /** Of the posture that is shown. */
  state: MuscleState;
  posture: Posture;
  anchor: Anchor;
  /** Moves everything; a posture with missing angles leaves the picture as it is. */
  show: (posture: Posture, anchor?: Anchor) => void;
  layer: (layer: Layer, on: boolean) => void;
  light: (sides: readonly Side[]) => void;
  /** Reads the colours of the page again. */
  paint: () => void;
  pelvis: Group;
  /** Each body's node, to find a place on it. */
  bodies: Bones["bodies"];
}

interface Parts {
  bones: Bones;
  flesh: Muscles;
  link: Diaphragm;
  pain: Ache;
}

/** The trunk as it stands, turned back by some degrees from upright. */
export const standingTrunk = (turnedBack: number): Anchor =>
  trunkTurned(radians(turnedBack - table.lean), stateOf(postureOf(STANDING)).bodies);

/** What the eye should look at, m, and from how far, in the distance at which standing is seen. */
export interface Framing {
  aim: Vec;
  far: number;
}

/** Spine, pelvis and upper thighs in the middle of the picture, as large as they fit into it. */
export function framing(state: MuscleState, anchor: Anchor): Framing {
  const pelvis = pelvisIn(anchor, state.bodies);
  const spots = REACH.map(([body, own]) => {
    const { turn, origin } = state.bodies[body];
    return plus(pelvis.origin, turned(pelvis.turn, plus(origin, turned(turn, own))));
  });
  const [across, upwards] = ([0, 1] as const).map((axis) => {
    const along = spots.map((spot) => spot[axis]);
    const [low, high] = [Math.min(...along), Math.max(...along)];
    return { middle: (low + high) / 2, half: (high - low) / 2 + EDGE };
  }) as [{ middle: number; half: number }, { middle: number; half: number }];
  const far = Math.max(across.half / HALF_WIDE, upwards.half / HALF_HIGH);
  return { aim: [across.middle, upwards.middle, 0], far: Math.min(Math.max(far, 0.75), 1.1) };
}

/** Kept free around what is seen, m. */
const EDGE = 0.035;

/** How far the dome of the diaphragm stands out above the spine, m. */
const DOME_HIGH = 0.09;

/** Ends of what should be seen. */
const REACH: readonly (readonly [Body, Vec])[] = [
  ["lumbar1", [-0.03, 0.06, 0]],
  ["pelvis", [-0.13, 0, 0]],
  ["pelvis", [-0.08, -0.13, 0]],
  ["femur_r", [0, -0.14, 0]],
  ["femur_l", [0, -0.14, 0]],
];

/** Reads the bones and builds the picture in its box. */
export async function openPicture(
  box: HTMLElement,
  lost: (gone: boolean) => void,
): Promise<Picture> {
  const look = lookOf(box);
  const stage = openStage(box, lost);
  const bones = await readBones(look).catch((problem: unknown) => {
    stage.stop();
    throw problem;
  });
  const parts: Parts = {
    bones,
    flesh: muscles(look),
    link: diaphragm(bones.plates),
    pain: ache(),
  };
  const pelvis = new Group();
  pelvis.matrixAutoUpdate = false;
  pelvis.add(bones.group, parts.flesh.group, parts.link.pillars, parts.pain.group);
  bones.bodies.lumbar1.add(parts.link.dome);
  stage.room.add(pelvis);
  return assembled(stage, pelvis, parts, box);
}

function assembled(stage: Stage, pelvis: Group, parts: Parts, box: HTMLElement): Picture {
  let lit: readonly Side[] = SIDES;
  let [aching, moved] = [false, true];
  const posture = postureOf(STANDING);
  const picture: Picture = {
    stage,
    pelvis,
    bodies: parts.bones.bodies,
    posture,
    state: stateOf(posture),
    anchor: standingTrunk(0),
    show: (next, anchor) => {
      if (!whole(next)) return;
      picture.posture = next;
      picture.state = stateOf(next);
      if (anchor) picture.anchor = anchor;
      moved = true;
      stage.draw();
    },
    layer: (layer, on) => {
      if (layer === "ache") aching = on;
      else shown(layer, on, parts, stage);
      parts.pain.on(aching ? lit : []);
      stage.draw();
    },
    light: (sides) => {
      lit = sides;
      parts.flesh.light(sides);
      parts.pain.on(aching ? lit : []);
      stage.draw();
    },
    paint: () => {
      painted(lookOf(box), parts, stage);
      stage.draw();
    },
  };
  stage.before.push(() => {
    if (moved) place(picture, parts);
    moved = false;
    clearTheView(stage, pelvis, parts.bones);
  });
  picture.paint();
  picture.show(posture);
  return picture;
}

function shown(layer: Layer, on: boolean, { bones, flesh, link }: Parts, stage: Stage): void {
  if (layer === "bones") bones.visible(on);
  if (layer === "iliacus") flesh.visible("iliacus", on);
  if (layer !== "diaphragm") return;
  link.visible(on);
  stage.above = on ? DOME_HIGH : 0;
}

function painted(look: Look, { bones, flesh, link, pain }: Parts, stage: Stage): void {
  stage.paint(look);
  bones.paint(look);
  flesh.paint(look);
  link.paint(look.of.diaphragm, look.of.tendon);
  pain.paint(look.of.ache);
}

function place({ state, anchor, pelvis }: Picture, { bones, flesh, link, pain }: Parts): void {
  bones.show(state);
  flesh.show(state);
  link.show(state);
  pain.show(state);
  pelvis.matrix.copy(new Matrix4().fromArray(matrixOf(pelvisIn(anchor, state.bodies))));
  pelvis.matrixWorldNeedsUpdate = true;
}

/** Turns the half of the pelvis and the thigh that lie before the muscle to glass. */
function clearTheView(stage: Stage, pelvis: Group, bones: Bones): void {
  const right = new Vector3().setFromMatrixColumn(pelvis.matrix, 2);
  const aside = right.dot(new Vector3(...towardsEye(stage.eye)));
  bones.clear(clearness(aside), clearness(-aside));
}

/** How see-through the near bones are, by how much they are looked at from their own side. */
const clearness = (aside: number): number => {
  const share = Math.min(Math.max((aside - 0.3) / 0.35, 0), 1);
  return share * share * (3 - 2 * share);
};
