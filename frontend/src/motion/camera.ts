/** Twin of motion/camera.py: how the camera stood, as far as the picture of the person tells. */
import rules from "../tables/motion.json";
import { HIP, SHOULDER, trunkLength, type Sagittal } from "./sagittal";
import { degrees, known, median } from "./statistics";

/**
 * How far the camera was turned away from the side view, deg, from how broad the body looks; which
 * way cannot be told. Medians of signed breadths, so that noise and swing cancel. NaN without
 * frames.
 */
export function cameraYaw(view: Sagittal, used: readonly boolean[]): number {
  const frames = view.time.flatMap((_, at) => (used[at] ? [at] : []));
  const across = (joint: typeof SHOULDER | typeof HIP): number =>
    median(
      known(frames.map((at) => view.joints[at]![0][joint][0] - view.joints[at]![1][joint][0])),
    );
  const share =
    Math.abs(across(SHOULDER) + across(HIP)) /
    median(known(frames.map((at) => trunkLength(view, at))));
  return degrees(Math.asin(Math.min(1, share / rules.gates.not_side_on.frontal_breadth)));
}

/** A segment's angle in its own plane, rad, from that in a picture taken from `yaw` rad off. */
export const unturned = (angle: number, yaw: number): number =>
  Math.atan2(Math.sin(angle) / Math.cos(yaw), Math.cos(angle));
