/** Starts the service worker once the page has all it needs, so that it slows down no first visit. */
export function startWorker(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  // Without one (an old browser, no https) the pages work as ever, with a connection.
  const begin = (): void => void workers?.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined);
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}

/** What the worker has kept is deleted; it keeps public pages and files only, but all means all. */
export function forgetCopies(): void {
  const kept = globalThis.caches as CacheStorage | undefined;
  void kept?.keys().then((names) => Promise.all(names.map((name) => kept.delete(name))));
}
