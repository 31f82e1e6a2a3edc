/** Where psoas pain is described to be felt, as dotted veils about where the skin would be. */
import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  DoubleSide,
  Group,
  LinearFilter,
  LinearMipmapLinearFilter,
  Mesh,
  MeshBasicMaterial,
  RepeatWrapping,
  RGBAFormat,
  type Color,
} from "three";
import type { Body, MuscleState } from "../muscle/state";
import { cross, norm, minus, plus, turned, type Vec } from "../muscle/vectors";
import { SIDES, type Side } from "./bundle";

/** A point of a veil's middle line in a body of the right side, and half its width there; m. */
type Spot = readonly [body: Body, place: Vec, half: number];

/** Of data/pain_patterns.toml, [psoas]: beside the spine to sacroiliac joint and buttock; front of hip and thigh. */
const VEILS: readonly (readonly Spot[])[] = [
  [
    ["lumbar1", [-0.078, 0.05, 0.03], 0.013],
    ["lumbar1", [-0.078, 0.01, 0.032], 0.017],
    ["lumbar3", [-0.076, 0.015, 0.034], 0.019],
    ["lumbar5", [-0.07, 0.012, 0.036], 0.021],
    ["pelvis", [-0.163, 0.045, 0.04], 0.023],
    ["pelvis", [-0.172, 0.012, 0.046], 0.026],
    ["pelvis", [-0.177, -0.02, 0.062], 0.036],
    ["pelvis", [-0.177, -0.05, 0.078], 0.038],
    ["pelvis", [-0.17, -0.075, 0.086], 0.022],
  ],
  [
    ["pelvis", [0.008, 0.02, 0.1], 0.014],
    ["pelvis", [0.018, 0.0, 0.095], 0.022],
    ["pelvis", [0.022, -0.025, 0.09], 0.028],
    ["pelvis", [0.02, -0.05, 0.086], 0.024],
  ],
  [
    ["femur_r", [0.074, -0.02, 0.008], 0.024],
    ["femur_r", [0.082, -0.06, 0.006], 0.034],
    ["femur_r", [0.084, -0.12, 0.006], 0.034],
    ["femur_r", [0.08, -0.18, 0.006], 0.022],
  ],
];

const ALONG = 40;
const ACROSS = 9;
/** Dots lie this far apart, m. */
const DOT = 0.0062;

export interface Ache {
  group: Group;
  show: (state: MuscleState) => void;
  paint: (colour: Color) => void;
  /** Which sides it lies on. */
  on: (sides: readonly Side[]) => void;
}

export function ache(): Ache {
  const group = new Group();
  const material = new MeshBasicMaterial({
    map: dots(),
    vertexColors: true,
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
  });
  const veils = SIDES.flatMap((side) =>
    VEILS.map((spots) => ({ side, spots, mesh: new Mesh(veil(), material) })),
  );
  for (const { mesh } of veils) mesh.frustumCulled = false;
  group.add(...veils.map(({ mesh }) => mesh));
  return {
    group,
    show: (state) => {
      for (const { side, spots, mesh } of veils) lay(mesh.geometry, spots, side, state);
    },
    paint: (colour) => void material.color.copy(colour),
    on: (sides) => {
      for (const { side, mesh } of veils) mesh.visible = sides.includes(side);
    },
  };
}

/** Puts a veil where its bodies are. */
function lay(
  geometry: BufferGeometry,
  spots: readonly Spot[],
  side: Side,
  { bodies }: MuscleState,
): void {
  const mirror = 1 - 2 * side;
  const places = spots.map(([body, [x, y, z]]) => {
    const { turn, origin } = bodies[side ? (body.replace("_r", "_l") as Body) : body];
    return plus(origin, turned(turn, [x, y, mirror * z]));
  });
  const positions = geometry.attributes["position"]!;
  const uv = geometry.attributes["uv"]!;
  let [run, before] = [0, places[0]!];
  for (let step = 0; step <= ALONG; step++) {
    const place = (step / ALONG) * (spots.length - 1);
    const at = spline(places, place);
    const way = minus(spline(places, place + 0.05), spline(places, place - 0.05));
    const half = width(spots, place);
    const out = flat(way, mirror);
    const back = cross(way, out);
    const [sign, size] = [Math.sign(back[0]) * Math.sign(at[0] + 0.06), norm(back) || 1];
    run += norm(minus(at, before));
    before = at;
    for (let column = 0; column < ACROSS; column++) {
      const aside = (2 * column) / (ACROSS - 1) - 1;
      // Skin curves away to both sides.
      const sunk = (-0.45 * half * aside ** 2 * sign) / size;
      const number = step * ACROSS + column;
      positions.setXYZ(
        number,
        at[0] + out[0] * half * aside + back[0] * sunk,
        at[1] + out[1] * half * aside + back[1] * sunk,
        at[2] + out[2] * half * aside + back[2] * sunk,
      );
      uv.setXY(number, (half * aside) / DOT, run / DOT);
    }
  }
  positions.needsUpdate = true;
  uv.needsUpdate = true;
}

/** Outwards across a way, unit length. */
function flat(way: Vec, mirror: number): Vec {
  const size = norm(way) || 1;
  const [x, y, z] = [way[0] / size, way[1] / size, way[2] / size];
  const out: Vec = [-mirror * z * x, -mirror * z * y, mirror * (1 - z * z)];
  const long = norm(out) || 1;
  return [out[0] / long, out[1] / long, out[2] / long];
}

/** Catmull and Rom's curve through points, at a place between their numbers. */
function spline(points: readonly Vec[], place: number): Vec {
  const last = points.length - 1;
  const held = Math.min(Math.max(place, 0), last);
  const first = Math.min(Math.floor(held), last - 1);
  const t = held - first;
  const [a, b, c, d] = [-1, 0, 1, 2].map(
    (step) => points[Math.min(Math.max(first + step, 0), last)]!,
  ) as [Vec, Vec, Vec, Vec];
  return [0, 1, 2].map(
    (axis) =>
      0.5 *
      (2 * b[axis]! +
        (c[axis]! - a[axis]!) * t +
        (2 * a[axis]! - 5 * b[axis]! + 4 * c[axis]! - d[axis]!) * t ** 2 +
        (3 * b[axis]! - a[axis]! - 3 * c[axis]! + d[axis]!) * t ** 3),
  ) as unknown as Vec;
}

function width(spots: readonly Spot[], place: number): number {
  const first = Math.min(Math.floor(place), spots.length - 2);
  const [from, to] = [spots[first]![2], spots[first + 1]![2]];
  const t = place - first;
  return from + (to - from) * t * t * (3 - 2 * t);
}

function veil(): BufferGeometry {
  const geometry = new BufferGeometry();
  const count = (ALONG + 1) * ACROSS;
  const colours = new Float32Array(4 * count).fill(1);
  const faces: number[] = [];
  for (let step = 0; step <= ALONG; step++)
    for (let column = 0; column < ACROSS; column++) {
      const aside = Math.abs((2 * column) / (ACROSS - 1) - 1);
      const end = Math.min(step, ALONG - step) / 4;
      const here = step * ACROSS + column;
      colours[4 * here + 3] = Math.min(1, end) * (aside > 0.99 ? 0 : 1 - aside ** 4);
      if (step < ALONG && column < ACROSS - 1)
        faces.push(here, here + 1, here + ACROSS, here + 1, here + ACROSS + 1, here + ACROSS);
    }
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(3 * count), 3));
  geometry.setAttribute("uv", new BufferAttribute(new Float32Array(2 * count), 2));
  geometry.setAttribute("color", new BufferAttribute(colours, 4));
  geometry.setIndex(faces);
  return geometry;
}

/** One soft dot on a thin veil, to be repeated: told apart from muscle without its colour. */
function dots(): DataTexture {
  const size = 32;
  const data = new Uint8Array(4 * size * size).fill(255);
  for (let at = 0; at < size * size; at++) {
    const [x, y] = [(at % size) - 15.5, Math.floor(at / size) - 15.5];
    const dot = Math.min(Math.max(10.5 - Math.hypot(x, y), 0), 1);
    data[4 * at + 3] = 46 + 180 * dot;
  }
  const texture = new DataTexture(data, size, size, RGBAFormat);
  texture.wrapS = texture.wrapT = RepeatWrapping;
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.generateMipmaps = true;
  texture.anisotropy = 4;
  texture.needsUpdate = true;
  return texture;
}
