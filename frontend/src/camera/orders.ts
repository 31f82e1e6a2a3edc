/** What the page asks of the pose model's worker, and what it answers. */

export type Order =
  | {
      kind: "open";
      /** Addresses of the engine's loader and of its code. */
      engine: readonly [string, string];
      engineWithoutSimd: readonly [string, string];
      model: string;
      lookModel: string;
      delegate: "CPU" | "GPU";
    }
  | {
      kind: "find";
      picture: ImageBitmap;
      /** s. */
      time: number;
      /** Whether to look for further people and for the light, too. */
      look: boolean;
    };

export interface Found {
  kind: "found";
  /** s. */
  time: number;
  /** Width and height, pixels. */
  size: [number, number];
  /** Pixels, in the model's order; empty where nobody is seen. */
  points: [number, number][];
  visibility: number[];
  persons: number | null;
  brightness: number | null;
  /** That the model took. */
  seconds: number;
}

export type Answer = Found | { kind: "opened" } | { kind: "failed"; reason: string };
