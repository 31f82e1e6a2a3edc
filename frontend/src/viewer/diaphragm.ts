/** The link to the diaphragm, drawn by us: a dome, its two pillars, the arches over the psoas. */
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshStandardMaterial,
  type Color,
  type Object3D,
} from "three";
import type { Body, MuscleState } from "../muscle/state";
import { plus, turned, type Vec } from "../muscle/vectors";
import type { Plates } from "./discs";

const AROUND = 72;
const OUT = 14;

/** The dome in the frame of L1, m: middle, half depth, half width, height, height of the front rim. */
const DOME = { ahead: 0.035, deep: 0.092, wide: 0.112, high: 0.078, rim: 0.045, up: 0.014 };

/** Half width and depth of the ribbons, m, from the dome downwards. */
const [BROAD, THIN] = [0.0062, 0.0022];

export interface Diaphragm {
  /** The part that goes with L1. */
  dome: Object3D;
  /** The pillars, which reach over several vertebrae; in pelvis axes. */
  pillars: Object3D;
  show: (state: MuscleState) => void;
  paint: (muscle: Color, sinew: Color) => void;
  visible: (on: boolean) => void;
}

export function diaphragm(plates: Record<string, Plates>): Diaphragm {
  const material = new MeshStandardMaterial({
    vertexColors: true,
    transparent: true,
    opacity: 0.5,
    roughness: 0.7,
    side: DoubleSide,
    depthWrite: false,
  });
  const sinewy = new MeshStandardMaterial({ roughness: 0.6, side: DoubleSide });
  const dome = new Mesh(domeGeometry(), material);
  const arches = [1, -1].map((side) => new Mesh(ribbon(archOver(side), BROAD / 3), sinewy));
  const crura = [1, -1].map(() => new Mesh(new BufferGeometry(), sinewy));
  const withL1 = new Group();
  withL1.add(dome, ...arches);
  const pillars = new Group();
  pillars.add(...crura);
  return {
    dome: withL1,
    pillars,
    show: ({ bodies }) => {
      crura.forEach((mesh, number) => {
        mesh.geometry.dispose();
        mesh.geometry = ribbon(pillar(number ? -1 : 1, plates, bodies));
      });
    },
    paint: (muscle, sinew) => {
      sinewy.color.copy(muscle).lerp(sinew, 0.45);
      shade(dome.geometry, muscle, sinew);
    },
    visible: (on) => {
      withL1.visible = on;
      pillars.visible = on;
    },
  };
}

/** Height over the rim: two cupolas, the right one higher, because the liver lies under it. */
export function domeAt(around: number, out: number): Vec {
  const [ahead, aside] = [Math.cos(around), Math.sin(around)];
  const { deep, wide, high, rim, up } = DOME;
  const z = wide * aside * out;
  // Behind, the edge leaves room for the spine.
  const spine = 0.078 * Math.exp(-((z / 0.032) ** 2)) * Math.max(-ahead, 0) * out ** 3;
  const cupola = 1 + 0.16 * Math.cos((Math.PI * (Math.abs(z) - 0.055)) / 0.075) + 0.9 * z;
  const edge = rim * Math.max(ahead, 0) ** 1.5 - 0.022 * aside ** 2;
  return [
    DOME.ahead + deep * ahead * out + spine,
    up + edge * out ** 2 + high * cupola * (1 - out ** 3) ** 0.6,
    z,
  ];
}

function domeGeometry(): BufferGeometry {
  const positions: number[] = [];
  const faces: number[] = [];
  for (let ring = 0; ring <= OUT; ring++)
    for (let step = 0; step < AROUND; step++) {
      positions.push(...domeAt((2 * Math.PI * step) / AROUND, ring / OUT));
      if (ring === OUT) continue;
      const [a, b] = [ring * AROUND + step, ring * AROUND + ((step + 1) % AROUND)];
      faces.push(a, b, a + AROUND, b, b + AROUND, a + AROUND);
    }
  return geometryOf(positions, faces);
}

/** Fibres run outwards from the pale middle. */
function shade(geometry: BufferGeometry, muscle: Color, sinew: Color): void {
  const count = geometry.attributes["position"]!.count;
  const colours = new Float32Array(3 * count);
  for (let at = 0; at < count; at++) {
    const [ring, step] = [Math.floor(at / AROUND), at % AROUND];
    const out = ring / OUT;
    const leaf = 0.42 + 0.08 * Math.cos((3 * 2 * Math.PI * step) / AROUND);
    const fleshy = Math.min(Math.max((out - leaf) / 0.14, 0), 1);
    const fibre = 1 + 0.09 * fleshy * Math.sin(step * 2.6);
    const mixed = sinew.clone().lerp(muscle, fleshy).multiplyScalar(fibre);
    mixed.toArray(colours, 3 * at);
  }
  geometry.setAttribute("color", new BufferAttribute(colours, 3));
}

/** From the dome's back edge down the front of the vertebrae: the right pillar reaches L3, the left L2. */
function pillar(
  side: number,
  plates: Record<string, Plates>,
  bodies: MuscleState["bodies"],
): Vec[] {
  const { turn, origin } = bodies.lumbar1;
  const inRoom = (own: Vec): Vec => plus(origin, turned(turn, own));
  const top = [0.86, 0.97].map((out) => inRoom(domeAt(Math.PI - 0.13 * side, out)));
  const down: [string, Body][] = [
    ["lumbar1", "lumbar1"],
    ["lumbar2", "lumbar2"],
  ];
  if (side > 0) down.push(["lumbar3", "lumbar3"]);
  const below = down.flatMap(([bone, body]) => {
    const held = plates[bone];
    if (!held?.lower_plate) return [];
    return [held.upper_plate, held.lower_plate].map(({ centre, forward, right }) => {
      const spot = [0, 1, 2].map(
        (axis) => centre[axis]! + 1.1 * forward[axis]! + side * 0.3 * right[axis]!,
      ) as unknown as Vec;
      return plus(bodies[body].origin, turned(bodies[body].turn, spot));
    });
  });
  return [...top, ...below];
}

/** The arch of the diaphragm under which the psoas comes out: from L1's body to its side process. */
const archOver = (side: number): Vec[] =>
  [
    [0.006, 0.004, 0.021],
    [0.014, 0.006, 0.029],
    [0.012, 0.008, 0.038],
    [0.0, 0.011, 0.046],
    [-0.014, 0.014, 0.047],
    [-0.024, 0.016, 0.042],
  ].map(([x, y, z]) => [x!, y!, side * z!]);

/** A flat cord through points, thinner towards its end. */
function ribbon(points: readonly Vec[], broad = BROAD): BufferGeometry {
  const positions: number[] = [];
  const faces: number[] = [];
  points.forEach((point, at) => {
    const [from, to] = [points[Math.max(at - 1, 0)]!, points[Math.min(at + 1, points.length - 1)]!];
    const size = broad * (1 - (0.55 * at) / (points.length - 1));
    const way = [to[0] - from[0], to[1] - from[1], to[2] - from[2]] as const;
    const flat = Math.hypot(way[1], way[2]) || 1;
    const [acrossY, acrossZ] = [-way[2] / flat, way[1] / flat];
    for (let corner = 0; corner < 8; corner++) {
      const turn = (2 * Math.PI * corner) / 8;
      const [broad, thin] = [size * Math.cos(turn), THIN * Math.sin(turn)];
      positions.push(point[0] + thin, point[1] + acrossY * broad, point[2] + acrossZ * broad);
      if (at === points.length - 1) continue;
      const [a, b] = [8 * at + corner, 8 * at + ((corner + 1) % 8)];
      faces.push(a, a + 8, b, b, a + 8, b + 8);
    }
  });
  return geometryOf(positions, faces);
}

function geometryOf(positions: number[], faces: number[]): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(positions), 3));
  geometry.setIndex(faces);
  geometry.computeVertexNormals();
  return geometry;
}
