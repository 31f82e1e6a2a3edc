/** Tubes around courses: the numbers that a mesh of strands is made of. */
import { STATIONS, type Course } from "./course";
import { sinew, spreading, taper, type Side, type Strand } from "./bundle";

/** Corners of a tube's cross-section. */
export const CORNERS = 8;

/** Rings that round off each end. */
const CAP = 2;

const RINGS = STATIONS + 2 * CAP;
const OF_A_TUBE = RINGS * CORNERS;

/** A strand is a little wider than deep. */
const [WIDE, DEEP] = [1.2, 1.0];

/** Attributes of all strands of one muscle of one side. */
export interface Tubes {
  position: Float32Array;
  normal: Float32Array;
  /** At each corner: 0 muscle to 1 tendon, and how light the fibre is (about 1). */
  sinew: Float32Array;
  light: Float32Array;
}

export function emptyTubes(strands: number): Tubes {
  const corners = strands * OF_A_TUBE;
  return {
    position: new Float32Array(3 * corners),
    normal: new Float32Array(3 * corners),
    sinew: new Float32Array(corners),
    light: Float32Array.from({ length: corners }, (_, at) => fibreLight(at)),
  };
}

/** Corners of the triangles, anticlockwise from outside. */
export function tubeFaces(strands: number, side: Side): Uint32Array {
  const faces: number[] = [];
  for (let strand = 0; strand < strands; strand++)
    for (let station = 0; station < RINGS - 1; station++)
      for (let corner = 0; corner < CORNERS; corner++) {
        const here = strand * OF_A_TUBE + station * CORNERS;
        const [a, b] = [here + corner, here + ((corner + 1) % CORNERS)];
        const [c, d] = [a + CORNERS, b + CORNERS];
        if (side === 0) faces.push(a, c, b, b, c, d);
        else faces.push(a, b, c, b, d, c);
      }
  return Uint32Array.from(faces);
}

/** Puts one strand of a side around its course; `thick` multiplies radius and place in the bundle. */
export function fillTube(
  tubes: Tubes,
  number: number,
  line: Course,
  strand: Strand,
  side: Side,
  thick: number,
): void {
  for (let ring = 0; ring < RINGS; ring++) {
    const station = Math.min(Math.max(ring - CAP, 0), STATIONS - 1);
    const share = station / (STATIONS - 1);
    const tendon = sinew(share, line.brim);
    const grown = thick + (1 - thick) * tendon;
    const first = number * OF_A_TUBE + ring * CORNERS;
    putRing(tubes, first, line, station, {
      frame: across(line.ways, station, 1 - 2 * side),
      offset: strand.offset.map((part) => part * spreading(share, line.brim) * grown),
      radius: strand.radius * taper(share, line.brim) * grown,
      // On a cap, how far round it lies: a right angle at its point, 0 where the tube begins.
      round: ((ring - CAP - station) / CAP) * (Math.PI / 2),
    });
    tubes.sinew.fill(tendon, first, first + CORNERS);
  }
}

interface Ring {
  frame: number[];
  offset: number[];
  radius: number;
  round: number;
}

function putRing(
  { position, normal }: Tubes,
  first: number,
  { points, ways }: Course,
  station: number,
  { frame, offset, radius, round }: Ring,
): void {
  const [open, along] = [Math.cos(round), Math.sin(round)];
  for (let corner = 0; corner < CORNERS; corner++) {
    const turn = (2 * Math.PI * corner) / CORNERS;
    const [out, front] = [Math.cos(turn), Math.sin(turn)];
    const u = offset[0]! + radius * WIDE * out * open;
    const v = offset[1]! + radius * DEEP * front * open;
    const size = Math.hypot(out / WIDE, front / DEEP);
    const at = 3 * (first + corner);
    for (let axis = 0; axis < 3; axis++) {
      const [outwards, forwards] = [frame[axis]!, frame[3 + axis]!];
      const way = ways[3 * station + axis]!;
      position[at + axis] =
        points[3 * station + axis]! + u * outwards + v * forwards + radius * along * way;
      normal[at + axis] =
        (open * ((out / WIDE) * outwards + (front / DEEP) * forwards)) / size + along * way;
    }
  }
}

/** Two directions across a course: outwards from the body's middle, and forwards. */
function across(ways: Float64Array, station: number, mirror: number): number[] {
  const [x, y, z] = [ways[3 * station]!, ways[3 * station + 1]!, ways[3 * station + 2]!];
  // Outwards is the side's own z without its part along the course.
  const [ox, oy, oz] = [-mirror * z * x, -mirror * z * y, mirror * (1 - z * z)];
  const size = Math.hypot(ox, oy, oz) || 1;
  const out = [ox / size, oy / size, oz / size];
  const [a, b, c] = out as [number, number, number];
  return [...out, mirror * (b * z - c * y), mirror * (c * x - a * z), mirror * (a * y - b * x)];
}

/** Fibres catch the light unevenly: a fixed pattern around each strand, hardly changing along it. */
function fibreLight(at: number): number {
  const [corner, station] = [at % CORNERS, Math.floor((at % OF_A_TUBE) / CORNERS)];
  const strand = Math.floor(at / OF_A_TUBE);
  const ripple = Math.sin(corner * 2.4 + strand * 1.7) + 0.5 * Math.sin(corner * 4.1 - strand);
  return 1 + 0.055 * ripple + 0.02 * Math.sin(station * 0.9 + strand + corner);
}
