/** What stands above the charts: which one, how strong, which brush, undo. */

type Words = Record<string, string>;

export interface Tools {
  brush(): { width: number; intensity: number };
  allow(undo: boolean, redo: boolean, erase: boolean): void;
  shown(chart: string): void;
}

interface Actions {
  show(chart: string): void;
  undo(): void;
  redo(): void;
  erase(): void;
}

const BRUSHES = { thin: 5, medium: 9, thick: 16 } as const;
const ORDER = ["back", "front", "left", "right"];

/** Builds the tools in front of the charts. */
export function toolbar(stage: HTMLElement, words: Words, actions: Actions): Tools {
  const tools = element("div", "painmap__tools");
  const views = viewButtons(stage, words, actions);
  const strength = strengthSlider(words);
  const brush = brushChoice(words);
  const row = element("div", "painmap__row");
  const [undo, redo, erase] = (["undo", "redo", "erase"] as const).map((name) => {
    const made = button(words[name] ?? "", () => actions[name]());
    row.append(made);
    return made;
  }) as [HTMLButtonElement, HTMLButtonElement, HTMLButtonElement];
  tools.append(views.element, strength.element, brush.element, row);
  stage.before(tools);
  return {
    brush: () => ({ width: brush.width(), intensity: strength.value() }),
    allow: (back, forth, all) => {
      undo.disabled = !back;
      redo.disabled = !forth;
      erase.disabled = !all;
    },
    shown: views.shown,
  };
}

function viewButtons(stage: HTMLElement, words: Words, actions: Actions) {
  const group = element("div", "painmap__views");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words["views"] ?? "");
  const named = new Map((stage.dataset["charts"] ?? "").split("|").map((one) => one.split(":") as [string, string]));
  const buttons = new Map<string, HTMLButtonElement>();
  for (const name of ORDER) {
    const made = button(named.get(name) ?? name, () => actions.show(name));
    made.setAttribute("aria-pressed", "false");
    buttons.set(name, made);
    group.append(made);
  }
  return {
    element: group,
    shown(chart: string): void {
      for (const [name, made] of buttons) made.setAttribute("aria-pressed", String(name === chart));
    },
  };
}

function strengthSlider(words: Words) {
  const label = document.createElement("label");
  label.className = "painmap__strength";
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "1", max: "10", step: "1", value: "5" });
  const shown = document.createElement("output");
  const show = (): void => {
    shown.textContent = slider.value;
  };
  slider.addEventListener("input", (event) => {
    event.stopPropagation();
    show();
  });
  show();
  // The label's own pick would be the output, which comes first.
  slider.setAttribute("aria-label", words["strength"] ?? "");
  label.append(`${words["strength"] ?? ""} `, shown, slider);
  return { element: label, value: () => Number(slider.value) };
}

function brushChoice(words: Words) {
  const field = document.createElement("fieldset");
  field.className = "painmap__brush";
  const legend = document.createElement("legend");
  legend.textContent = words["brush"] ?? "";
  field.append(legend);
  let width: number = BRUSHES.medium;
  for (const [name, size] of Object.entries(BRUSHES)) {
    const label = document.createElement("label");
    label.className = "pick";
    const radio = document.createElement("input");
    // Outside of the form: a brush is no answer.
    Object.assign(radio, { type: "radio", name: "painmap-brush", checked: size === width });
    radio.setAttribute("form", "");
    radio.addEventListener("change", () => {
      width = size;
    });
    label.append(radio, document.createTextNode(words[name] ?? name));
    field.append(label);
  }
  return { element: field, width: () => width };
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

function element(tag: "div", name: string): HTMLDivElement {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}
