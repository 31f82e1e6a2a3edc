/** Forms that keep what was typed: against a closed page, and where there is no connection. */
import { Drafts, entriesOf, putBack } from "./store";

const drafts = new Drafts(localStorage);

/** Once a page: what was sent from another page has arrived. */
export function settleDrafts(page: ParentNode): void {
  drafts.arrived(page.querySelector<HTMLElement>("form[data-draft]")?.dataset["draft"] ?? null);
}

/** Keeps a form's draft, offers an earlier one, and waits with sending until there is a connection. */
export function startDraft(form: HTMLFormElement): void {
  const key = form.dataset["draft"] ?? "";
  const words = JSON.parse(form.dataset["draftWords"] ?? "null") as Record<string, string> | null;
  if (!key || !words) return;
  const note = document.createElement("div");
  note.className = "notice draft";
  note.setAttribute("role", "status");
  note.hidden = true;
  form.prepend(note);
  const say = (text: string | undefined): void => {
    note.replaceChildren(text ?? "");
    note.hidden = false;
  };
  const fresh = entriesOf(form);
  const earlier = drafts.of(key);
  // After a refusal the form itself holds what was typed.
  if (earlier && !form.querySelector(".error-text") && differs(earlier.entries, fresh)) {
    putBack(form, earlier.entries);
    say(words["restored"]);
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "button button--quiet";
    discard.textContent = words["discard"] ?? "";
    discard.addEventListener("click", () => {
      drafts.forget(key);
      location.reload();
    });
    note.append(" ", discard);
  }
  form.addEventListener("input", () => drafts.keep(key, entriesOf(form)));
  let sending: HTMLElement | null = null;
  form.addEventListener("submit", (event) => {
    drafts.keep(key, entriesOf(form), true);
    if (navigator.onLine) return;
    event.preventDefault();
    sending = event.submitter;
    say(words["offline"]);
  });
  window.addEventListener("online", () => {
    if (sending) form.requestSubmit(sending);
  });
}

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
