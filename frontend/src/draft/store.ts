/** What was typed into a form and not sent yet, kept on this device alone. */

export type Entries = [string, string][];

interface Draft {
  entries: Entries;
  /** Pressed "send" while there was no connection, or the answer never came. */
  sent: boolean;
}

const PREFIX = "psoascope-draft:";
const SECRET = new Set(["csrfmiddlewaretoken"]);

/** The fields of a form as text; files and secrets are left out. */
export function entriesOf(form: HTMLFormElement): Entries {
  const found: Entries = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !SECRET.has(name)) found.push([name, value]);
  }
  return found;
}

/** Puts entries back into a form: text, ticks and choices; what they do not name is emptied. */
export function putBack(form: HTMLFormElement, entries: Entries): void {
  const told = new Map<string, string[]>();
  for (const [name, value] of entries) told.set(name, [...(told.get(name) ?? []), value]);
  for (const field of form.elements) {
    const named = field as HTMLInputElement;
    if (!named.name || SECRET.has(named.name) || named.type === "submit") continue;
    const values = told.get(named.name) ?? [];
    if (named.type === "checkbox" || named.type === "radio") named.checked = values.includes(named.value);
    else if (named.type !== "file") named.value = values[0] ?? "";
  }
}

export class Drafts {
  constructor(readonly place: Storage) {}

  keep(key: string, entries: Entries, sent = false): void {
    try {
      this.place.setItem(PREFIX + key, JSON.stringify({ entries, sent } satisfies Draft));
    } catch {
      // Full or forbidden: then nothing is kept, and the form works as ever.
    }
  }

  of(key: string): Draft | null {
    try {
      return JSON.parse(this.place.getItem(PREFIX + key) ?? "null") as Draft | null;
    } catch {
      return null;
    }
  }

  forget(key: string): void {
    this.place.removeItem(PREFIX + key);
  }

  /** Drafts that were sent and answered by another page than their own have arrived. */
  arrived(except: string | null): void {
    const keys = Array.from({ length: this.place.length }, (_, place) => this.place.key(place) ?? "");
    for (const key of keys.filter((one) => one.startsWith(PREFIX))) {
      const name = key.slice(PREFIX.length);
      if (name !== except && this.of(name)?.sent) this.forget(name);
    }
  }
}
