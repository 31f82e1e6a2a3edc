/** Sends what could not be sent before, from whatever page is open once there is a connection. */
import { isFor, ownerOf, putBack, type Draft, type Drafts } from "./store";

/** Sends the drafts that wait, but for that of the form on this page, which sends its own. */
export async function sendWaiting(drafts: Drafts, here: string | null): Promise<void> {
  if (!navigator.onLine) return;
  for (const [key, draft] of drafts.all()) {
    if (key === here || draft.state !== "waiting") continue;
    try {
      // Refused: it waits in its form, where what is wrong can be said.
      if ((await sent(key, draft)) === "refused") drafts.keep(key, { ...draft, state: "typed" });
    } catch {
      return; // No connection after all.
    }
  }

  async function sent(key: string, draft: Draft): Promise<"sent" | "refused" | "not mine"> {
    const form = await formAt(draft.path, key);
    if (!form || !isFor(draft, ownerOf(form))) return "not mine";
    const answer = await fetch(draft.path, { method: "POST", body: filled(form, draft), redirect: "manual" });
    if (answer.type !== "opaqueredirect") return "refused";
    drafts.forget(key);
    return "sent";
  }
}

async function formAt(path: string, key: string): Promise<HTMLFormElement | null> {
  const answer = await fetch(path, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const forms = [...page.querySelectorAll<HTMLFormElement>("form[data-draft]")];
  return forms.find((one) => one.dataset["draft"] === key) ?? null;
}

/** As the browser itself would send it, with the form's own marks and the button that was pressed. */
function filled(form: HTMLFormElement, draft: Draft): URLSearchParams {
  putBack(form, draft.entries);
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  if (draft.by) body.append(...draft.by);
  return body;
}
