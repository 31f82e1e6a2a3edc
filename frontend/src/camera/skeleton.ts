/** The points that were found, drawn over the picture: what the test sees, and nothing else. */
import type { Side } from "../motion/recording";
import type { Found } from "./orders";
import { NAMES } from "./names";

const PARTS = ["shoulder", "hip", "knee", "ankle", "heel", "foot_index", "ankle"] as const;
const LEAST = 0.5;

/** The near leg thick, the far one thin. */
export function drawSkeleton(canvas: HTMLCanvasElement, found: Found, near: Side): void {
  const [width, height] = found.size;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  // Drawn by the processor: sixteen lines are not worth a trip to the graphics and back.
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return;
  pen.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  for (const side of near === 0 ? (["left", "right"] as const) : (["right", "left"] as const)) {
    const isNear = (side === "right") === (near === 0);
    pen.strokeStyle = style.getPropertyValue(isNear ? "--live-near" : "--live-far");
    pen.lineWidth = (Math.min(width, height) / 100) * (isNear ? 1.4 : 0.7);
    pen.lineJoin = pen.lineCap = "round";
    pen.beginPath();
    let drawing = false;
    for (const part of PARTS) {
      const column = NAMES.indexOf(`${side}_${part}`);
      const [x, y] = found.points[column]!;
      if (!((found.visibility[column] ?? 0) >= LEAST)) drawing = false;
      else if (drawing) pen.lineTo(x, y);
      else {
        pen.moveTo(x, y);
        drawing = true;
      }
    }
    pen.stroke();
  }
}
