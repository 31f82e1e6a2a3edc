/** From where the picture is looked at, and how dragging, pinching and buttons change that. */
import type { Vec } from "../muscle/vectors";

/** Around the body: 0 from the front, 90 from the person's right; up; degrees, and m away. */
export interface Eye {
  around: number;
  up: number;
  /** Distance, in those at which all of it is seen. */
  far: number;
}

export type View = "front" | "side" | "back";

export const VIEWS: Record<View, Eye> = {
  front: { around: 14, up: 4, far: 1 },
  side: { around: 78, up: 3, far: 1 },
  back: { around: 194, up: 6, far: 1 },
};

const HIGHEST = 80;
const [NEAREST, FURTHEST] = [0.35, 1.8];
/** Degrees a pixel, and one press of a button or key. */
const DRAG = 0.4;
export const STEP = 15;
export const ZOOM = 1.2;

/** The view from the side that is looked at: the left one where only it is meant. */
export const viewOf = (view: View, side: "both" | "right" | "left"): Eye =>
  side === "left" ? { ...VIEWS[view], around: -VIEWS[view].around } : VIEWS[view];

export function turnedBy(eye: Eye, around: number, up: number): Eye {
  return {
    ...eye,
    around: eye.around + around,
    up: Math.min(Math.max(eye.up + up, -HIGHEST), HIGHEST),
  };
}

/** Nearer where the factor is above 1. */
export const zoomedBy = (eye: Eye, factor: number): Eye => ({
  ...eye,
  far: Math.min(Math.max(eye.far / factor, NEAREST), FURTHEST),
});

/** Unit vector from what is looked at towards the eye; x forward, y up, z to the person's right. */
export function towardsEye({ around, up }: Eye): Vec {
  const [a, u] = [(around * Math.PI) / 180, (up * Math.PI) / 180];
  return [Math.cos(u) * Math.cos(a), Math.sin(u), Math.cos(u) * Math.sin(a)];
}

/** On the way from one view to another, the short way round. */
export function betweenEyes(from: Eye, to: Eye, share: number): Eye {
  const around = ((((to.around - from.around) % 360) + 540) % 360) - 180;
  return {
    around: from.around + share * around,
    up: from.up + share * (to.up - from.up),
    far: from.far * (to.far / from.far) ** share,
  };
}

/** Lets fingers and mouse turn and zoom; one finger up or down still scrolls the page. */
export function followPointers(target: HTMLElement, change: (how: (eye: Eye) => Eye) => void): void {
  const fingers = new Map<number, { x: number; y: number }>();
  const spread = (): number => {
    const [one, other] = [...fingers.values()];
    return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  };
  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    target.setPointerCapture(event.pointerId);
  });
  target.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const wide = spread();
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 1) {
      const [across, down] = [event.clientX - before.x, event.clientY - before.y];
      change((eye) => turnedBy(eye, across * DRAG, down * DRAG));
    } else if (wide > 0) {
      const factor = spread() / wide;
      change((eye) => zoomedBy(eye, factor));
    }
  });
  for (const end of ["pointerup", "pointercancel"] as const)
    target.addEventListener(end, (event) => fingers.delete(event.pointerId));
  // The wheel alone belongs to the page; with Ctrl it is what trackpads send for a pinch.
  target.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      change((eye) => zoomedBy(eye, Math.exp(-event.deltaY / 200)));
    },
    { passive: false },
  );
}
