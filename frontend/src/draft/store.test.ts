import { beforeEach, describe, expect, it } from "vitest";
import { Drafts, entriesOf, putBack } from "./store";

function form(): HTMLFormElement {
  document.body.innerHTML = `<form>
    <input type="hidden" name="csrfmiddlewaretoken" value="secret">
    <input name="age" value="41">
    <input type="checkbox" name="signs" value="fever" checked>
    <input type="checkbox" name="signs" value="none">
    <input type="radio" name="sex" value="female"><input type="radio" name="sex" value="male" checked>
    <textarea name="other">sore</textarea>
    <button name="back" value="1">Back</button>
  </form>`;
  return document.querySelector("form") as HTMLFormElement;
}

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

  it("puts text, ticks and choices back, and empties what it does not name", () => {
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
  });

  it("is gone once it was sent and another page has answered, not before", () => {
    const drafts = new Drafts(localStorage);
    drafts.keep("about", [["age", "41"]]);
    drafts.arrived(null);
    expect(drafts.of("about")?.entries).toEqual([["age", "41"]]);
    drafts.keep("about", [["age", "41"]], true);
    drafts.arrived("about");
    expect(drafts.of("about")).not.toBeNull();
    drafts.arrived("pain");
    expect(drafts.of("about")).toBeNull();
  });

  it("that was damaged is no draft", () => {
    localStorage.setItem("psoascope-draft:about", "{half");
    expect(new Drafts(localStorage).of("about")).toBeNull();
  });
});
