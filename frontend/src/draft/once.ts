/** A form is sent once, however often its button is pressed. */

const AGAIN_MS = 8_000;

export function sendOnce(page: Document): void {
  let under: HTMLFormElement | null = null;
  page.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    // Somebody else sends it, or it waits for a connection.
    if (event.defaultPrevented || form.method !== "post") return;
    if (under === form) {
      event.preventDefault();
      return;
    }
    under = form;
    // Without an answer, somebody may try again.
    window.setTimeout(() => (under = null), AGAIN_MS);
  });
  // Back from the next page, which the browser may have kept as it was.
  window.addEventListener("pageshow", () => (under = null));
}
