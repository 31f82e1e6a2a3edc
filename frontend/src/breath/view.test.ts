import { beforeEach, describe, expect, it, vi } from "vitest";
import { startBreath } from "./view";

const words = JSON.stringify({
  start: "Start",
  stop: "Stop",
  in: "Breathe in",
  out: "Breathe out",
  done: "Done",
  sound: "Soft sound",
  left: "seconds left",
});

describe("the breathing minute on the page", () => {
  let root: HTMLElement;
  let frame: FrameRequestCallback;

  beforeEach(() => {
    vi.spyOn(performance, "now").mockReturnValue(0);
    vi.stubGlobal("requestAnimationFrame", (next: FrameRequestCallback) => {
      frame = next;
      return 1;
    });
    vi.stubGlobal("cancelAnimationFrame", () => undefined);
    document.body.innerHTML =
      '<section data-in="5" data-out="5" data-minutes="1"><div class="breath__stage"></div></section>';
    root = document.querySelector("section")!;
    root.dataset["words"] = words;
    startBreath(root);
  });

  const text = (name: string): string => root.querySelector(name)?.textContent ?? "";

  it("waits for the press, then says in and out and the time left", () => {
    expect(text(".breath__word")).toBe("");
    root.querySelector("button")!.click();
    frame(1000);
    expect(text(".breath__word")).toBe("Breathe in");
    expect(text(".breath__left")).toBe("59 seconds left");
    frame(6000);
    expect(text(".breath__word")).toBe("Breathe out");
  });

  it("ends by itself and can be started again", () => {
    root.querySelector("button")!.click();
    frame(60000);
    expect(text(".breath__word")).toBe("Done");
    expect(text("button")).toBe("Start");
  });

  it("stops when asked to", () => {
    root.querySelector("button")!.click();
    frame(3000);
    root.querySelector("button")!.click();
    expect(text(".breath__word")).toBe("");
    expect(text(".breath__left")).toBe("60 seconds left");
  });
});
