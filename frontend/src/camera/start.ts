/** The page of a live test: a press loads what the camera needs; before that nothing is loaded. */
import { NoCamera } from "./ask";

/** Starts on the press of the page's button; without scripts the page says what else there is. */
export function startLive(root: HTMLElement): void {
  const words = JSON.parse(root.dataset["words"] ?? "{}") as Record<string, string>;
  const begin = root.querySelector<HTMLButtonElement>("button[data-begin]");
  const problem = root.querySelector<HTMLElement>("[data-problem]");
  const intro = root.querySelector<HTMLElement>("[data-intro]");
  const token = root.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  if (!begin || !problem || !intro) return;
  root.querySelector("[data-no-script]")?.remove();
  begin.hidden = false;
  const closed = (): void => {
    intro.hidden = false;
    begin.disabled = false;
    begin.focus();
  };
  begin.addEventListener("click", () => {
    begin.disabled = true;
    problem.hidden = true;
    void open()
      .then(() => (intro.hidden = true))
      .catch((reason: unknown) => {
        console.warn(reason);
        const trouble = reason instanceof NoCamera ? reason.trouble : "failed";
        problem.textContent = words[`no_${trouble}`] ?? "";
        problem.hidden = false;
        closed();
        problem.focus();
      });
  });
  const open = async (): Promise<void> => {
    const { openLive } = await import("./live");
    const setup = {
      test: root.dataset["test"] ?? "",
      models: { full: root.dataset["full"] ?? "", lite: root.dataset["lite"] ?? "" },
      address: root.dataset["address"] ?? "",
      token,
      language: document.documentElement.lang || "en",
      words,
    };
    await openLive(root, setup, closed);
  };
}
