/** Makes elements; nothing about what they are for. */

interface Given {
  class?: string;
  text?: string;
  /** Attributes by name. */
  with?: Record<string, string>;
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  given: Given = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (given.class) made.className = given.class;
  if (given.text !== undefined) made.textContent = given.text;
  for (const [name, value] of Object.entries(given.with ?? {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A group of choices of which one holds. */
export interface Choices {
  root: HTMLFieldSetElement;
  /** Marks one; "" marks none. */
  choose: (value: string) => void;
}

let groups = 0;

/** Radio buttons that look like pills; arrow keys move between them. */
export function choices(
  legend: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: (value: string) => void,
): Choices {
  const root = make("fieldset", { class: "pills" }, make("legend", { text: legend }));
  const name = `viewer-choice-${(groups += 1)}`;
  const inputs = options.map(([value, text]) => {
    const input = make("input", { with: { type: "radio", name, value } });
    input.addEventListener("change", () => chosen(value));
    root.append(make("label", { class: "pill" }, input, make("span", { text })));
    return input;
  });
  return {
    root,
    choose: (value) => {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}

export function checkbox(text: string, on: boolean, changed: (on: boolean) => void): HTMLElement {
  const input = make("input", { with: { type: "checkbox" } });
  input.checked = on;
  input.addEventListener("change", () => changed(input.checked));
  return make("label", { class: "tick" }, input, make("span", { text }));
}

export function button(text: string, kind: string, pressed: () => void): HTMLButtonElement {
  const made = make("button", { class: `button ${kind}`, text, with: { type: "button" } });
  made.addEventListener("click", pressed);
  return made;
}
