/** Psoas and iliacus of both sides as meshes. */
import { BufferAttribute, BufferGeometry, Group, Mesh, MeshStandardMaterial } from "three";
import type { MuscleState } from "../muscle/state";
import { iliacusStrands, psoasStrands, SIDES, thickening, type Side, type Strand } from "./bundle";
import { colourOf, linear } from "./colours";
import { course } from "./course";
import type { Look } from "./look";
import { STANDING, postureOf, stateOf } from "./posture";
import { emptyTubes, fillTube, tubeFaces, type Tubes } from "./tube";

export type Muscle = "psoas" | "iliacus";

/** Of the side that is not looked at. */
const FAINT = 0.16;

interface Part {
  muscle: Muscle;
  side: Side;
  strands: Strand[];
  /** Length of each strand in standing, m. */
  standing: number[];
  /** Change of each strand against standing, %. */
  change: number[];
  tubes: Tubes;
  mesh: Mesh<BufferGeometry, MeshStandardMaterial>;
}

export interface Muscles {
  group: Group;
  /** Moves and colours every strand. */
  show: (state: MuscleState) => void;
  paint: (look: Look) => void;
  /** Which sides are drawn in full; the others faintly. */
  light: (sides: readonly Side[]) => void;
  visible: (muscle: Muscle, on: boolean) => void;
}

export function muscles(look: Look): Muscles {
  const group = new Group();
  const parts = SIDES.flatMap((side) => [
    part("psoas", side, psoasStrands(side)),
    part("iliacus", side, iliacusStrands(side)),
  ]);
  group.add(...parts.map(({ mesh }) => mesh));
  const upright = stateOf(postureOf(STANDING));
  for (const one of parts) one.standing = one.strands.map((strand) => line(upright, strand).length);
  let now = look;
  return {
    group,
    show: (state) => {
      for (const one of parts) move(one, state);
      for (const one of parts) colour(one, now);
    },
    paint: (changed) => {
      now = changed;
      for (const one of parts) colour(one, now);
    },
    light: (sides) => {
      for (const { side, mesh } of parts) {
        const full = sides.includes(side);
        mesh.material.opacity = full ? 1 : FAINT;
        mesh.material.transparent = !full;
        mesh.material.depthWrite = full;
        mesh.material.needsUpdate = true;
      }
    },
    visible: (muscle, on) => {
      for (const one of parts) if (one.muscle === muscle) one.mesh.visible = on;
    },
  };
}

function part(muscle: Muscle, side: Side, strands: Strand[]): Part {
  const tubes = emptyTubes(strands.length);
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(tubes.position, 3));
  geometry.setAttribute("normal", new BufferAttribute(tubes.normal, 3));
  geometry.setAttribute("color", new BufferAttribute(new Float32Array(tubes.position.length), 3));
  geometry.setIndex(new BufferAttribute(tubeFaces(strands.length, side), 1));
  const material = new MeshStandardMaterial({ vertexColors: true, roughness: 0.52 });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false; // it moves, and is nearly always seen
  return { muscle, side, strands, standing: [], change: [], tubes, mesh };
}

const line = (state: MuscleState, strand: Strand): ReturnType<typeof course> => {
  const path = state.paths[strand.row]!;
  if (!strand.start) return course(path);
  const own = path.slice();
  own.set(strand.start);
  return course(own);
};

function move(one: Part, state: MuscleState): void {
  one.strands.forEach((strand, number) => {
    const along = line(state, strand);
    const upright = one.standing[number]!;
    const thick = thickening(along.length, upright, strand.tendon);
    one.change[number] = (along.length / upright - 1) * 100;
    fillTube(one.tubes, number, along, strand, one.side, thick);
  });
  one.mesh.geometry.attributes["position"]!.needsUpdate = true;
  one.mesh.geometry.attributes["normal"]!.needsUpdate = true;
}

function colour(one: Part, { scale, of }: Look): void {
  const colours = one.mesh.geometry.attributes["color"] as BufferAttribute;
  const { sinew, light } = one.tubes;
  const corners = sinew.length / one.strands.length;
  const sinewy = [of.tendon.r, of.tendon.g, of.tendon.b];
  one.change.forEach((change, number) => {
    const belly = linear(colourOf(change, scale));
    for (let at = number * corners; at < (number + 1) * corners; at++)
      for (let channel = 0; channel < 3; channel++) {
        const mixed = belly[channel]! + sinew[at]! * (sinewy[channel]! - belly[channel]!);
        colours.array[3 * at + channel] = mixed * light[at]!;
      }
  });
  colours.needsUpdate = true;
}
