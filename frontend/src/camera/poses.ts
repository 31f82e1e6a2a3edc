/** The page's side of the pose model. */
import loader from "../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_internal.js?url";
import binary from "../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_internal.wasm?url";
import plainLoader from "../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_nosimd_internal.js?url";
import plainBinary from "../../node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_nosimd_internal.wasm?url";
import { PLACES } from "./names";
import type { Answer, Found, Order } from "./orders";

export type Model = "full" | "lite";

/** Addresses of the models' files. */
export type Models = Readonly<Record<Model, string>>;

interface Waiting {
  done: (answer: Answer) => void;
  failed: (problem: Error) => void;
}

/** A pose model at work; answers come in the order of the questions. */
export class Poses {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "classic" });
  #waiting: Waiting[] = [];

  constructor(readonly models: Models) {
    this.#worker.addEventListener("message", (event: MessageEvent<Answer>) => {
      const waiting = this.#waiting.shift();
      if (event.data.kind === "failed") waiting?.failed(new Error(event.data.reason));
      else waiting?.done(event.data);
    });
    this.#worker.addEventListener("error", (event) => {
      for (const { failed } of this.#waiting.splice(0)) failed(new Error(event.message));
    });
  }

  /** Loads a model, or changes to it; falls back to the processor where the graphics refuse. */
  async open(model: Model): Promise<void> {
    const address = (path: string): string => new URL(path, import.meta.url).href;
    const order = (delegate: "CPU" | "GPU"): Order => ({
      kind: "open",
      engine: [address(loader), address(binary)],
      engineWithoutSimd: [address(plainLoader), address(plainBinary)],
      model: new URL(this.models[model], document.baseURI).href,
      lookModel: new URL(this.models.lite, document.baseURI).href,
      delegate,
    });
    if (hasFastGraphics()) {
      try {
        await this.#ask(order("GPU"));
        return;
      } catch (problem) {
        console.warn(problem);
      }
    }
    await this.#ask(order("CPU"));
  }

  /** Where the body is in a picture, which is used up. */
  async find(picture: ImageBitmap, time: number, look: boolean): Promise<Found> {
    const answer = await this.#ask({ kind: "find", picture, time, look }, [picture]);
    const { points, visibility, ...rest } = answer as Found;
    return {
      ...rest,
      points: PLACES.map((place) => points[place] ?? [NaN, NaN]),
      visibility: PLACES.map((place) => visibility[place] ?? NaN),
    };
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(order: Order, gives: Transferable[] = []): Promise<Answer> {
    return new Promise((done, failed) => {
      this.#waiting.push({ done, failed });
      this.#worker.postMessage(order, gives);
    });
  }
}

/** Graphics drawn by the processor are far slower than the processor alone. */
function hasFastGraphics(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return false;
  const about = context.getExtension("WEBGL_debug_renderer_info");
  const name = about ? String(context.getParameter(about.UNMASKED_RENDERER_WEBGL)) : "";
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return !/swiftshader|llvmpipe|software|basic render/i.test(name);
}
