import { describe, expect, it } from "vitest";
import { carriedOver, publicPage, wayOf } from "./plan";

const HERE = "https://psoas.example";
const way = (path: string, mode = "no-cors", method = "GET") =>
  wayOf({ url: path.startsWith("/") ? HERE + path : path, method, mode }, HERE);

describe("the service worker", () => {
  it("asks the network for every page, sent forms too", () => {
    expect(way("/results/", "navigate")).toBe("page");
    expect(way("/checkin/about/", "navigate", "POST")).toBe("page");
  });

  it("takes files named by their content from what was kept, others fresh", () => {
    expect(way("/static/build/viewer-CjOtoUa7.js")).toBe("kept");
    expect(way("/static/build/psoascope.js")).toBe("fresh");
    expect(way("/static/learn/psoas.webp")).toBe("fresh");
  });

  it("leaves alone what is sent, personal data, and other places", () => {
    expect(way("/walks/new/", "cors", "POST")).toBe("leave");
    expect(way("/walks/1/report.json", "cors")).toBe("leave");
    expect(way("https://elsewhere.example/static/build/viewer-CjOtoUa7.js")).toBe("leave");
  });

  it("keeps pages that are the same for everybody, and none else", () => {
    expect(publicPage(`${HERE}/muscle/`, "GET")).toBe("/muscle/");
    for (const path of ["/results/", "/me/", "/plan/", "/checkin/pain/", "/muscle/?typed=secret", "/shared/x/"])
      expect(publicPage(HERE + path, "GET")).toBe("");
    expect(publicPage(`${HERE}/`, "POST")).toBe("");
  });

  it("carries over what the new release still has", () => {
    const kept = ["viewer-CjOtoUa7.js", "bones-BJL6HHCm.glb", "psoascope.js"].map((one) => `${HERE}/static/build/${one}`);
    expect(carriedOver(kept, ["/static/build/bones-BJL6HHCm.glb", "/static/build/psoascope.js"])).toEqual([kept[1]]);
  });
});
