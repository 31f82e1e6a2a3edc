/** What was typed into a form and has not arrived yet, kept on this device alone, for a day at most. */

export type Entries = [string, string][];

export interface Draft {
  entries: Entries;
  /** typed: not sent. sent: on its way, no answer yet. waiting: could not be sent; goes by itself. */
  state: "typed" | "sent" | "waiting";
  /** The button it was sent by, where that says something. */
  by: [string, string] | null;
  /** Whose page it was typed on: the form's hidden mark; "" before anything was kept of somebody. */
  owner: string;
  path: string;
  title: string;
  /** When, ms. */
  at: number;
}

const PREFIX = "psoascope-draft:";
/** What a form says about itself, and nobody typed. */
const OWN = new Set(["csrfmiddlewaretoken", "whose"]);
/** As long as a guest's answers are kept on the server. */
const DAY = 24 * 3600 * 1000;

/** The fields of a form as text; files and secrets are left out. */
export function entriesOf(form: HTMLFormElement): Entries {
  const found: Entries = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !OWN.has(name)) found.push([name, value]);
  }
  return found;
}

/** The mark of whoever a form was shown to; a new form's own mark counts as nobody's. */
export function ownerOf(form: HTMLFormElement): string {
  const mark = form.querySelector<HTMLInputElement>("input[name=whose]")?.value ?? "";
  return mark.startsWith("new.") ? "" : mark;
}

/** Whether a draft may be shown to whoever reads a form; others on the same phone do not see it. */
export function isFor(draft: Draft, owner: string): boolean {
  return draft.owner === "" || draft.owner === owner;
}

/** Puts entries back into a form: text, ticks and choices; what they do not name is emptied. */
export function putBack(form: HTMLFormElement, entries: Entries): void {
  const told = new Map<string, string[]>();
  for (const [name, value] of entries) told.set(name, [...(told.get(name) ?? []), value]);
  for (const field of form.elements) {
    const named = field as HTMLInputElement;
    if (!named.name || OWN.has(named.name) || named.type === "submit") continue;
    const values = told.get(named.name) ?? [];
    if (named.type === "checkbox" || named.type === "radio") named.checked = values.includes(named.value);
    else if (named.type !== "file") named.value = values[0] ?? "";
  }
}

export class Drafts {
  constructor(
    readonly place: Storage,
    readonly now: () => number = Date.now,
  ) {}

  keep(key: string, draft: Omit<Draft, "at">): void {
    try {
      this.place.setItem(PREFIX + key, JSON.stringify({ ...draft, at: this.now() } satisfies Draft));
    } catch {
      // Full or forbidden: then nothing is kept, and the form works as ever.
    }
  }

  of(key: string): Draft | null {
    try {
      const found = JSON.parse(this.place.getItem(PREFIX + key) ?? "null") as Draft | null;
      if (found && this.now() - found.at < DAY) return found;
    } catch {
      // Damaged: no draft.
    }
    this.forget(key);
    return null;
  }

  all(): [string, Draft][] {
    const names = Array.from({ length: this.place.length }, (_, place) => this.place.key(place) ?? "");
    return names
      .filter((one) => one.startsWith(PREFIX))
      .map((one) => one.slice(PREFIX.length))
      .flatMap((key) => {
        const found = this.of(key);
        return found ? [[key, found] as [string, Draft]] : [];
      });
  }

  forget(key: string): void {
    this.place.removeItem(PREFIX + key);
  }

  forgetAll(): void {
    for (const [key] of this.all()) this.forget(key);
  }

  /** What was sent from this address has arrived: a form that was kept leads on to another page. */
  arrived(path: string): void {
    for (const [key, draft] of this.all()) if (draft.path === path && draft.state !== "typed") this.forget(key);
  }

  /** What was sent from this address did not get through. */
  missed(path: string): void {
    for (const [key, draft] of this.all())
      if (draft.path === path && draft.state === "sent") this.keep(key, { ...draft, state: "waiting" });
  }
}
