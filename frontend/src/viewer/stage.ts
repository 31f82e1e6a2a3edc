/** Canvas, camera and lights: draws when asked to, at the size and sharpness that the page gives. */
import {
  DirectionalLight,
  Group,
  HemisphereLight,
  PerspectiveCamera,
  Scene,
  Vector3,
  WebGLRenderer,
  type Object3D,
} from "three";
import { MIDDLE } from "./holding";
import type { Vec } from "../muscle/vectors";
import type { Look } from "./look";
import { towardsEye, VIEWS, type Eye } from "./orbit";

/** Opening of the camera, degrees up and down; narrow, so that sizes compare. */
const OPENING = 24;

/** What must be seen around the middle, m: half across and half up and down. */
export const [HALF_WIDE, HALF_HIGH] = [0.2, 0.27];

/** Pixels of the canvas per CSS pixel at most: more is not seen, but costs time. */
const SHARPEST = 2;

export interface Stage {
  canvas: HTMLCanvasElement;
  /** What stands in the room: put things in here. */
  room: Group;
  eye: Eye;
  /** What the eye looks at, m. */
  aim: Vec;
  /** More to be seen at the top, m. */
  above: number;
  /** Draws after the next frame, however often it is asked. */
  draw: () => void;
  paint: (look: Look) => void;
  /** Called before each drawing. */
  before: (() => void)[];
  /** Where a point of an object is in the canvas, CSS pixels. */
  seen: (point: Vector3, within: Object3D) => { x: number; y: number };
  stop: () => void;
}

/** Throws where the browser gives no WebGL. */
export function openStage(box: HTMLElement, lost: (gone: boolean) => void): Stage {
  const renderer = new WebGLRenderer({ alpha: true, antialias: true });
  const canvas = renderer.domElement;
  const camera = new PerspectiveCamera(OPENING, 1, 0.05, 10);
  const [scene, room, lamps] = [new Scene(), new Group(), lights()];
  scene.add(room, lamps.sky, camera);
  camera.add(lamps.key, lamps.rim, lamps.key.target, lamps.rim.target);
  const drawNow = (): void => {
    if (renderer.getContext().isContextLost()) return;
    look(camera, stage);
    for (const first of stage.before) first();
    renderer.render(scene, camera);
  };
  const soon = drawnSoon(drawNow);
  const sizes = new ResizeObserver(() => {
    fit(renderer, camera, box);
    drawNow(); // a changed canvas is empty until it is drawn
  });
  const stage: Stage = {
    canvas,
    room,
    eye: VIEWS.front,
    aim: MIDDLE,
    above: 0,
    before: [],
    draw: soon.ask,
    paint: ({ of }) => {
      lamps.sky.color.copy(of.sky);
      lamps.sky.groundColor.copy(of.ground);
    },
    seen: (point, within) => {
      const at = within.localToWorld(point.clone()).project(camera);
      const [across, down] = [(at.x + 1) / 2, (1 - at.y) / 2];
      return { x: across * canvas.clientWidth, y: down * canvas.clientHeight };
    },
    stop: () => {
      soon.stop();
      sizes.disconnect();
      renderer.dispose();
    },
  };
  sizes.observe(box);
  watchLoss(canvas, lost, soon.ask);
  return stage;
}

/** Draws once after the next paint, however often it is asked: a slow device still answers. */
function drawnSoon(draw: () => void): { ask: () => void; stop: () => void } {
  let [frame, later] = [0, 0];
  const now = (): void => {
    frame = 0;
    draw();
  };
  return {
    ask: () => {
      frame ||= requestAnimationFrame(() => void (later = window.setTimeout(now)));
    },
    stop: () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(later);
    },
  };
}

/** A device may take the picture's memory away, and give it back. */
function watchLoss(
  canvas: HTMLCanvasElement,
  lost: (gone: boolean) => void,
  draw: () => void,
): void {
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    lost(true);
  });
  canvas.addEventListener("webglcontextrestored", () => {
    lost(false);
    draw();
  });
}

function fit(renderer: WebGLRenderer, camera: PerspectiveCamera, box: HTMLElement): void {
  const [wide, high] = [box.clientWidth, box.clientHeight];
  if (!wide || !high) return;
  renderer.setPixelRatio(Math.min(window.devicePixelRatio, SHARPEST));
  renderer.setSize(wide, high);
  camera.aspect = wide / high;
  camera.updateProjectionMatrix();
}

function look(camera: PerspectiveCamera, { eye, aim, above }: Stage): void {
  const tangent = Math.tan((OPENING / 2) * (Math.PI / 180));
  const far = Math.max(HALF_HIGH + above / 2, HALF_WIDE / camera.aspect) / tangent;
  const middle = new Vector3(aim[0], aim[1] + above / 2, aim[2]);
  camera.position.set(...towardsEye(eye)).multiplyScalar(far * eye.far).add(middle);
  camera.lookAt(middle);
  camera.updateMatrixWorld();
}

/** A sky for all, and two lamps that go with the eye: one over its shoulder, one from behind. */
function lights(): { sky: HemisphereLight; key: DirectionalLight; rim: DirectionalLight } {
  const sky = new HemisphereLight(0xffffff, 0xffffff, 1.3);
  const key = new DirectionalLight(0xffffff, 2.3);
  key.position.set(-0.7, 0.9, 1);
  const rim = new DirectionalLight(0xffffff, 0.9);
  rim.position.set(0.9, 0.3, -0.6);
  return { sky, key, rim };
}
