import { beforeEach, describe, expect, it } from "vitest";
import { Drafts, entriesOf, isFor, ownerOf, putBack, type Draft } from "./store";

function form(): HTMLFormElement {
  document.body.innerHTML = `<form>
    <input type="hidden" name="csrfmiddlewaretoken" value="secret">
    <input type="hidden" name="whose" value="new.ab:cd">
    <input name="age" value="41">
    <input type="checkbox" name="signs" value="fever" checked>
    <input type="checkbox" name="signs" value="none">
    <input type="radio" name="sex" value="female"><input type="radio" name="sex" value="male" checked>
    <textarea name="other">sore</textarea>
    <button name="back" value="1">Back</button>
  </form>`;
  return document.querySelector("form") as HTMLFormElement;
}

const draft = (more: Partial<Draft> = {}): Omit<Draft, "at"> => ({
  entries: [["age", "41"]],
  state: "typed",
  by: null,
  owner: "",
  path: "/checkin/about/",
  title: "About you",
  ...more,
});

describe("a draft", () => {
  beforeEach(() => localStorage.clear());

  it("holds what was typed and no secret", () => {
    expect(entriesOf(form())).toEqual([
      ["age", "41"],
      ["signs", "fever"],
      ["sex", "male"],
      ["other", "sore"],
    ]);
  });

  it("puts text, ticks and choices back, empties what it does not name, and leaves the form's own marks", () => {
    const page = form();
    putBack(page, [
      ["signs", "none"],
      ["sex", "female"],
    ]);
    expect(entriesOf(page)).toEqual([
      ["age", ""],
      ["signs", "none"],
      ["sex", "female"],
      ["other", ""],
    ]);
    expect(new FormData(page).get("whose")).toBe("new.ab:cd");
  });

  it("is gone once its form was sent and has led on, not before", () => {
    const drafts = new Drafts(localStorage);
    drafts.keep("about", draft());
    drafts.arrived("/checkin/about/");
    expect(drafts.of("about")?.entries).toEqual([["age", "41"]]);
    drafts.keep("about", draft({ state: "sent" }));
    drafts.arrived("/checkin/pain/");
    expect(drafts.of("about")).not.toBeNull();
    drafts.arrived("/checkin/about/");
    expect(drafts.of("about")).toBeNull();
  });

  it("that did not get through waits, and other pages do not take it for arrived", () => {
    const drafts = new Drafts(localStorage);
    drafts.keep("about", draft({ state: "sent" }));
    drafts.missed("/checkin/pain/");
    expect(drafts.of("about")?.state).toBe("sent");
    drafts.missed("/checkin/about/");
    drafts.arrived("/checkin/pain/");
    expect(drafts.of("about")?.state).toBe("waiting");
    drafts.arrived("/checkin/about/");
    expect(drafts.of("about")).toBeNull();
  });

  it("is kept for a day", () => {
    let hour = 0;
    const drafts = new Drafts(localStorage, () => hour * 3600_000);
    drafts.keep("about", draft());
    hour = 23;
    expect(drafts.of("about")).not.toBeNull();
    hour = 24;
    expect(drafts.of("about")).toBeNull();
    expect(localStorage.length).toBe(0);
  });

  it("of one person is not shown to another on the same phone", () => {
    expect(ownerOf(form())).toBe("");
    const hers = { ...draft({ owner: "f00d" }), at: 0 };
    expect(isFor(hers, "f00d")).toBe(true);
    expect(isFor(hers, "beef")).toBe(false);
    expect(isFor(hers, "")).toBe(false);
    expect(isFor({ ...draft(), at: 0 }, "beef")).toBe(true);
  });

  it("is gone when all is deleted; what others keep on the device stays", () => {
    const drafts = new Drafts(localStorage);
    localStorage.setItem("other", "1");
    drafts.keep("about", draft());
    drafts.keep("pain", draft({ state: "waiting" }));
    drafts.forgetAll();
    expect(Object.keys(localStorage)).toEqual(["other"]);
  });

  it("that was damaged is no draft", () => {
    localStorage.setItem("psoascope-draft:about", "{half");
    expect(new Drafts(localStorage).of("about")).toBeNull();
  });
});
