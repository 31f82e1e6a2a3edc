/** The discs between the vertebrae, drawn from the plates of the bones above and below. */
import { BufferAttribute, BufferGeometry, Mesh, MeshStandardMaterial, type Color } from "three";
import type { Body, Place } from "../muscle/state";
import { plus, turned, type Vec } from "../muscle/vectors";

/** Where a disc lies on a bone: its middle, half its depth forward, half its width; m, own body. */
export interface Plate {
  centre: Vec;
  forward: Vec;
  right: Vec;
}

export interface Plates {
  upper_plate: Plate;
  lower_plate?: Plate;
}

/** Bone below and its body, bone above and its body. */
const GAPS: readonly (readonly [string, Body, string, Body])[] = [
  ["sacrum", "pelvis", "lumbar5", "lumbar5"],
  ["lumbar5", "lumbar5", "lumbar4", "lumbar4"],
  ["lumbar4", "lumbar4", "lumbar3", "lumbar3"],
  ["lumbar3", "lumbar3", "lumbar2", "lumbar2"],
  ["lumbar2", "lumbar2", "lumbar1", "lumbar1"],
  ["lumbar1", "lumbar1", "thoracic12", "lumbar1"],
];

const AROUND = 28;
const UP = 5;
const OF_A_DISC = AROUND * UP;

export interface Discs {
  mesh: Mesh<BufferGeometry, MeshStandardMaterial>;
  show: (bodies: Record<Body, Place>) => void;
  paint: (colour: Color) => void;
}

export function discs(plates: Record<string, Plates>): Discs {
  const geometry = new BufferGeometry();
  const positions = new Float32Array(3 * OF_A_DISC * GAPS.length);
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setIndex(faces());
  const mesh = new Mesh(geometry, new MeshStandardMaterial({ roughness: 0.6 }));
  mesh.frustumCulled = false;
  return {
    mesh,
    show: (bodies) => {
      GAPS.forEach(([under, lowBody, over, highBody], gap) => {
        const low = plates[under]?.upper_plate;
        const high = plates[over]?.lower_plate;
        if (!low || !high) return;
        rings(low, bodies[lowBody], high, bodies[highBody]).forEach((spot, at) =>
          positions.set(spot, 3 * (gap * OF_A_DISC + at)),
        );
      });
      geometry.attributes["position"]!.needsUpdate = true;
      geometry.computeVertexNormals();
    },
    paint: (colour) => void mesh.material.color.copy(colour),
  };
}

/** Points of one disc, ring by ring from below; a little wider than the plates at half height. */
export function rings(low: Plate, lowPlace: Place, high: Plate, highPlace: Place): Vec[] {
  const found: Vec[] = [];
  for (let ring = 0; ring < UP; ring++) {
    const share = ring / (UP - 1);
    const wide = 0.98 + 0.08 * Math.sin(Math.PI * share);
    for (let step = 0; step < AROUND; step++) {
      const angle = (2 * Math.PI * step) / AROUND;
      const [below, above] = [
        onPlate(low, lowPlace, angle, wide),
        onPlate(high, highPlace, angle, wide),
      ];
      found.push([0, 1, 2].map((axis) => below[axis]! + share * (above[axis]! - below[axis]!)) as never);
    }
  }
  return found;
}

/** A point of a plate's edge, rounder than an ellipse as vertebrae are. */
function onPlate(plate: Plate, place: Place, angle: number, wide: number): Vec {
  const round = (part: number): number => wide * Math.sign(part) * Math.abs(part) ** 0.8;
  const [ahead, aside] = [round(Math.cos(angle)), round(Math.sin(angle))];
  const own = plate.centre.map(
    (part, axis) => part + ahead * plate.forward[axis]! + aside * plate.right[axis]!,
  ) as unknown as Vec;
  return plus(place.origin, turned(place.turn, own));
}

function faces(): number[] {
  const found: number[] = [];
  for (let disc = 0; disc < GAPS.length; disc++)
    for (let ring = 0; ring < UP - 1; ring++)
      for (let step = 0; step < AROUND; step++) {
        const here = disc * OF_A_DISC + ring * AROUND;
        const [a, b] = [here + step, here + ((step + 1) % AROUND)];
        const [c, d] = [a + AROUND, b + AROUND];
        found.push(a, b, c, b, d, c);
      }
  return found;
}
