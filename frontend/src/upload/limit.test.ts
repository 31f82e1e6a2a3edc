import { describe, expect, it } from "vitest";
import { percentSent, tooLarge } from "./limit";
import { startUpload } from "./view";

describe("the size of a video", () => {
  it("is refused above the limit, not at it", () => {
    expect(tooLarge(1001, "1000")).toBe(true);
    expect(tooLarge(1000, "1000")).toBe(false);
  });
  it("is not checked without a limit", () => {
    expect(tooLarge(5e12, undefined)).toBe(false);
    expect(tooLarge(5e12, "")).toBe(false);
  });
  it("is refused in words beside the field, before anything is sent", () => {
    document.body.innerHTML =
      '<form data-max-bytes="3" data-too-large="Too large."><input type="file"></form>';
    const form = document.querySelector("form")!;
    const input = form.querySelector("input")!;
    Object.defineProperty(input, "files", { value: [{ size: 4 }] });
    startUpload(form);
    input.dispatchEvent(new Event("change"));
    expect(form.querySelector(".error-text")?.textContent).toBe("Too large.");
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });
});

describe("the size of several videos", () => {
  it("counts all of them together, in whatever field, and may be mended in any", () => {
    document.body.innerHTML =
      '<form data-max-bytes="6" data-too-large="Too large."><input type="file" multiple><input type="file"></form>';
    const form = document.querySelector("form")!;
    const [many, one] = [...form.querySelectorAll("input")] as [HTMLInputElement, HTMLInputElement];
    const choose = (input: HTMLInputElement, ...sizes: number[]): void => {
      Object.defineProperty(input, "files", { value: sizes.map((size) => ({ size })), configurable: true });
      input.dispatchEvent(new Event("change"));
    };
    startUpload(form);
    choose(many, 2, 3);
    expect(form.querySelector(".error-text")?.textContent).toBe("");
    choose(one, 4);
    expect(form.querySelector(".error-text")?.textContent).toBe("Too large.");
    choose(one);
    expect(many.validationMessage).toBe("");
  });
});

describe("how far sending is", () => {
  it("is a whole number of per cent, and 0 while the length is unknown", () => {
    expect(percentSent(2, 3)).toBe(66);
    expect(percentSent(7, 0)).toBe(0);
  });
});
