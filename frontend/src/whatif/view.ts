/** The slider under a change of the day: how much of it, and what that would alter. */
import { inPart, signed } from "./share";

/** Adds the slider; without scripts the whole change stands there as a sentence. */
export function startWhatIf(root: HTMLElement): void {
  const output = root.querySelector("output");
  const words = JSON.parse(root.dataset["words"] ?? "null") as Record<string, string> | null;
  if (!output || !words) return;
  const read = (name: string): number => Number(root.dataset[name]);
  const whole = { value: read("by"), low: read("low"), high: read("high") };
  const language = document.documentElement.lang;
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "0", max: "100", step: "5", value: "100" });
  const label = document.createElement("label");
  label.className = "what-if__slider";
  const share = document.createElement("span");
  label.append(`${words["of_change"] ?? ""} `, share, slider);
  root.append(label);
  const show = (): void => {
    const found = inPart(whole, Number(slider.value) / 100);
    const said = {
      value: signed(found.value, language),
      low: signed(found.low, language),
      high: signed(found.high, language),
      unit: root.dataset["unit"] ?? "",
    };
    share.textContent = `${slider.value} %`;
    output.textContent = Object.entries(said).reduce(
      (text, [key, value]) => text.replace(`{${key}}`, value),
      words["by_band"] ?? "",
    );
  };
  slider.addEventListener("input", show);
  show();
}
