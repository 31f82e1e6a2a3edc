/** The place of the moving picture: a drawing and a table until it is seen, then the picture. */
import type { Posture } from "../muscle/bodies";
import { make } from "./dom";
import { wordsOf, type Words } from "./words";

export interface Viewer {
  /** Shows a posture at once; one with missing angles is passed over. */
  setPosture: (posture: Posture) => void;
  readonly posture: Posture;
}

/** An event with a posture, for pieces of the page that move a picture they have not started. */
export const POSTURE = "psoascope:posture";

/** What a browser may say of its connection; not all do. */
interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/**
 * Shows the picture once it is on the screen, or once somebody on a slow line asks for it.
 * Null where the browser has no WebGL: drawing and table stay.
 */
export async function startViewer(root: HTMLElement): Promise<Viewer | null> {
  const said = JSON.parse(root.dataset["viewer"] ?? "{}") as Record<string, string>;
  const words = wordsOf(said, document.documentElement.lang || "en");
  const wait = make("p", { class: "viewer__wait", with: { role: "status" } });
  root.querySelector(".viewer__still")?.after(wait);
  if (!hasWebGl()) {
    wait.textContent = words.say("no_webgl");
    return null;
  }
  const line = (navigator as { connection?: Connection }).connection;
  if (isSlow(line)) await pressed(wait, words.say("show"), sizeSaid(root, words));
  else await seen(root);
  const viewer = await opened(root, wait, words);
  root.addEventListener(POSTURE, (event) => viewer.setPosture((event as CustomEvent).detail));
  return viewer;
}

/** Loads and opens; asks again after a failure, as often as it takes. */
async function opened(root: HTMLElement, wait: HTMLElement, words: Words): Promise<Viewer> {
  for (;;) {
    wait.textContent = words.say("waiting");
    try {
      const { openViewer } = await import("./viewer");
      return await openViewer(root, words, (gone) => loss(root, words, gone));
    } catch (problem) {
      console.warn(problem);
      await pressed(wait, words.say("again"), words.say("failed"));
    }
  }
}

/** Says that the picture has gone, until it is back. */
function loss(root: HTMLElement, words: Words, gone: boolean): void {
  root.querySelector(".viewer__lost")?.remove();
  const box = root.querySelector(".viewer__box");
  const text = words.say("lost");
  if (gone) box?.append(make("p", { class: "viewer__lost", text, with: { role: "status" } }));
}

/** Whether the line is so slow, or so dear, that the picture should be asked for. */
export const isSlow = (line: Connection | undefined): boolean =>
  !!line && (line.saveData === true || /^(slow-)?[23]g$/.test(line.effectiveType ?? ""));

function hasWebGl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

const sizeSaid = (root: HTMLElement, words: Words): string =>
  words.say("show_size", { size: root.dataset["size"] ?? "" });

/** Waits for a press of a button, which then goes. */
function pressed(place: HTMLElement, text: string, note: string): Promise<void> {
  const button = make("button", { class: "button", text, with: { type: "button" } });
  place.replaceChildren(button, " ", make("span", { class: "help", text: note }));
  return new Promise((go) => {
    button.addEventListener("click", () => go());
  });
}

/** Waits until an element is nearly on the screen. */
function seen(element: HTMLElement): Promise<void> {
  return new Promise((go) => {
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watch.disconnect();
        go();
      },
      { rootMargin: "100px" },
    );
    watch.observe(element);
  });
}
