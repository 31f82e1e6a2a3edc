/** How long one frame of the muscle takes: `python tools/npm.py run bench`. Asked: 0.5 ms. */
import { describe, test } from "vitest";
import { againstStanding, psoasState, shared } from "./state";

describe("one frame", () => {
  test("both psoas, both iliacus, all bones", async ({ bench }) => {
    let frame = 0;
    await bench("psoasState", () => {
      frame += 0.01;
      const lumbar = shared([-0.3 * Math.sin(frame), 0.05, 0.02]);
      againstStanding(psoasState(lumbar, [0.7 * Math.sin(frame), 0.1, 0], [0.2, 0, 0.1]));
    }).run();
  });
});
