/** The page "no connection": says what is kept of what was typed, and opens the page asked for by itself. */
import { Drafts } from "../draft/store";

const AGAIN_MS = 10_000;

export function startOffline(element: HTMLElement): void {
  const drafts = new Drafts(localStorage).all();
  for (const list of element.querySelectorAll<HTMLElement>("[data-kept]")) {
    const titles = drafts
      .filter(([, draft]) => (draft.state === "typed") === (list.dataset["kept"] === "typed"))
      .map(([, draft]) => draft.title);
    list.hidden = titles.length === 0;
    list.querySelector("ul")?.replaceChildren(
      ...titles.map((title) => {
        const item = document.createElement("li");
        item.textContent = title;
        return item;
      }),
    );
  }
  // Opened on purpose, it stays.
  if (location.pathname === element.dataset["offline"]) return;
  // By its address, not reloaded: a form that was sent is not sent a second time by the browser.
  const open = (): void => location.replace(location.pathname + location.search);
  const again = element.querySelector("a[data-again]");
  again?.setAttribute("href", location.pathname + location.search);
  window.addEventListener("online", open);
  window.setInterval(() => {
    if (navigator.onLine) fetch("/ready", { cache: "no-store" }).then((answer) => answer.ok && open(), () => undefined);
  }, AGAIN_MS);
}
