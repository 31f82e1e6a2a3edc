/** Forms that keep what was typed: against a closed page, and where there is no connection. */
import { Drafts, entriesOf, isFor, ownerOf, putBack, type Draft } from "./store";
import { sendWaiting } from "./later";

const drafts = new Drafts(localStorage);

/** Once a page: what was sent has arrived if its form has led here, and not if this page is no answer. */
export function settleDrafts(page: ParentNode): void {
  if (page.querySelector("[data-unanswered]")) {
    drafts.missed(location.pathname);
    return;
  }
  const here = page.querySelector<HTMLElement>("form[data-draft]")?.dataset["draft"] ?? null;
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (visit?.redirectCount && document.referrer) drafts.arrived(new URL(document.referrer).pathname);
  void sendWaiting(drafts, here);
}

/** Everything that was typed on this device is forgotten: on signing out and deleting. */
export function forgetDrafts(): void {
  drafts.forgetAll();
}

/** Keeps a form's draft, offers an earlier one, and waits with sending until there is a connection. */
export function startDraft(form: HTMLFormElement): void {
  const key = form.dataset["draft"] ?? "";
  const words = JSON.parse(form.dataset["draftWords"] ?? "null") as Record<string, string> | null;
  if (!key || !words) return;
  const note = noteOf(form);
  const keep = (state: Draft["state"], submitter?: HTMLElement | null): void =>
    drafts.keep(key, { ...described(form), state, by: namedBy(submitter) });
  let sending: HTMLElement | null = null;
  form.addEventListener("input", () => keep("typed"));
  form.addEventListener("submit", (event) => {
    // What had to wait once does so until it is known to have arrived: a page may close over sending it.
    const waits = !navigator.onLine || drafts.of(key)?.state === "waiting";
    keep(waits ? "waiting" : "sent", event.submitter);
    if (navigator.onLine) return;
    event.preventDefault();
    sending = event.submitter;
    say(note, words["offline"]);
  });
  window.addEventListener("online", () => {
    if (sending) form.requestSubmit(sending);
  });
  bringBack(form, key, words, note);
}

function bringBack(form: HTMLFormElement, key: string, words: Record<string, string>, note: HTMLElement): void {
  const earlier = drafts.of(key);
  // An answer to what was sent holds it already, with what is wrong or was filled in.
  if (form.hasAttribute("data-answer")) drafts.forget(key);
  if (form.hasAttribute("data-answer") || !earlier || !isFor(earlier, ownerOf(form))) return;
  // What arrived is shown by the page itself.
  if (!differs(earlier.entries, entriesOf(form))) drafts.forget(key);
  else {
    putBack(form, earlier.entries);
    say(note, words["restored"]);
    note.append(" ", discardButton(key, words["discard"]));
    if (earlier.state === "waiting") form.requestSubmit(buttonOf(form, earlier.by));
  }
}

function described(form: HTMLFormElement): Omit<Draft, "state" | "by" | "at"> {
  const title = document.querySelector("h1")?.textContent?.trim() ?? document.title;
  return { entries: entriesOf(form), owner: ownerOf(form), path: location.pathname, title };
}

function namedBy(button: HTMLElement | null | undefined): Draft["by"] {
  return button instanceof HTMLButtonElement && button.name ? [button.name, button.value] : null;
}

function buttonOf(form: HTMLFormElement, by: Draft["by"]): HTMLElement | null {
  const buttons = [...form.querySelectorAll<HTMLButtonElement>("button:not([type=button])")];
  return buttons.find((one) => (by ? one.name === by[0] && one.value === by[1] : !one.name)) ?? null;
}

function noteOf(form: HTMLFormElement): HTMLElement {
  const note = document.createElement("div");
  note.className = "notice draft";
  note.setAttribute("role", "status");
  note.hidden = true;
  form.prepend(note);
  return note;
}

function say(note: HTMLElement, text: string | undefined): void {
  note.replaceChildren(text ?? "");
  note.hidden = false;
}

function discardButton(key: string, text: string | undefined): HTMLButtonElement {
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "button button--quiet";
  discard.textContent = text ?? "";
  discard.addEventListener("click", () => {
    drafts.forget(key);
    location.reload();
  });
  return discard;
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
