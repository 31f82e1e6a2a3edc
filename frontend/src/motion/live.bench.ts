/** How long the newest of two seconds of frames takes: `python tools/npm.py run bench`. */
import { describe, test } from "vitest";
import golden from "../../../tests/golden/sagittal.json";
import { coach } from "./coach";
import { guidedTest } from "./guided";
import { newest } from "./live";
import type { Point, Recording } from "./recording";

const [one] = golden.cases;
const frames = Array.from({ length: 60 }, (_, at) => at % one!.time.length);
const recording: Recording = {
  time: frames.map((_, at) => at / 30),
  points: frames.map((at) => one!.points[at]! as unknown as Point[]),
  visibility: frames.map((at) => one!.visibility[at]! as number[]),
  names: golden.names,
  frameSize: golden.frame_size as [number, number],
};
const { gates } = guidedTest("standing_march")!;

describe("two seconds of a camera", () => {
  test("angle, gates and yaw of the newest frame", async ({ bench }) => {
    await bench("newest", () => {
      newest(recording, { position: "upright", signal: "hip_flexion", gates });
    }).run();
  });
  test("advice of the coach", async ({ bench }) => {
    await bench("coach", () => {
      coach({ ...recording, brightness: 120, persons: 1 });
    }).run();
  });
});
