/**
 * The pose model beside the page: pictures in, points out, and the pictures are closed at once.
 *
 * A classic worker, since the model's loader calls importScripts.
 */
import { FilesetResolver, PoseLandmarker } from "@mediapipe/tasks-vision";
import type { Answer, Found, Order } from "./orders";

const WIDTH = 32;
const HEIGHT = 24;

let measuring: PoseLandmarker | null = null;
let looking: PoseLandmarker | null = null;
let lastTime = -1;

const tell = (answer: Answer): void => postMessage(answer);

/** Orders are done one after the other: a picture waits until another model is there. */
let done: Promise<void> = Promise.resolve();

self.addEventListener("message", ({ data }: MessageEvent<Order>) => {
  done = done.then(() => obey(data)).catch((problem: unknown) => {
    tell({ kind: "failed", reason: String(problem) });
  });
});

async function obey(order: Order): Promise<void> {
  if (order.kind === "open") return open(order);
  try {
    tell({ kind: "found", ...found(order) });
  } finally {
    order.picture.close();
  }
}

async function open(order: Extract<Order, { kind: "open" }>): Promise<void> {
  const simd = await FilesetResolver.isSimdSupported();
  const [wasmLoaderPath, wasmBinaryPath] = simd ? order.engine : order.engineWithoutSimd;
  const files = { wasmLoaderPath, wasmBinaryPath };
  const made = (model: string, numPoses: number): Promise<PoseLandmarker> =>
    PoseLandmarker.createFromOptions(files, {
      baseOptions: { modelAssetPath: model, delegate: order.delegate },
      runningMode: "VIDEO",
      numPoses,
    });
  const before = [measuring, looking];
  measuring = await made(order.model, 1);
  // Further people are looked for now and then only: with more than one the points are not smoothed.
  looking = await made(order.lookModel, 3);
  lastTime = -1;
  for (const one of before) one?.close();
  tell({ kind: "opened" });
}

function found({ picture, time, look }: Extract<Order, { kind: "find" }>): Omit<Found, "kind"> {
  const start = performance.now();
  // Whole milliseconds, each later than the one before, as the engine asks.
  lastTime = Math.max(lastTime + 1, Math.round(1000 * time));
  const size: [number, number] = [picture.width, picture.height];
  const [pose] = measuring!.detectForVideo(picture, lastTime).landmarks;
  const seconds = (performance.now() - start) / 1000;
  const points = pose?.map(({ x, y }): [number, number] => [x * size[0], y * size[1]]) ?? [];
  const visibility = pose?.map((point) => point.visibility ?? 0) ?? [];
  const persons = look ? looking!.detectForVideo(picture, lastTime).landmarks.length : null;
  const brightness = look ? brightnessOf(picture) : null;
  return { time, size, points, visibility, persons, brightness, seconds };
}

let scrap: OffscreenCanvasRenderingContext2D | null | undefined;

/** Mean of a picture, 0 to 255; null where the browser cannot tell. */
function brightnessOf(picture: ImageBitmap): number | null {
  if (scrap === undefined) {
    const canvas = typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(WIDTH, HEIGHT);
    scrap = canvas?.getContext("2d", { willReadFrequently: true }) ?? null;
  }
  if (!scrap) return null;
  scrap.drawImage(picture, 0, 0, WIDTH, HEIGHT);
  const { data } = scrap.getImageData(0, 0, WIDTH, HEIGHT);
  let sum = 0;
  // As the eye weighs red, green and blue.
  for (let at = 0; at < data.length; at += 4) {
    sum += 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  }
  return sum / (WIDTH * HEIGHT);
}
