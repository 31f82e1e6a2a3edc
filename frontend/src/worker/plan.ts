/** What the service worker does with a request: pure, so that it can be tested without one. */

/** Pages that are the same for everybody. No other page is ever kept on the device. */
export const PUBLIC = ["/", "/muscle/", "/muscle/handout/"];
export const OFFLINE = "/offline/";
const STATIC = "/static/";
/** The build names a file by its content: such a file never changes. */
const NAMED_BY_CONTENT = /\/build\/[\w.]+-[\w-]{8}\.\w+$/;

export interface Asked {
  url: string;
  method: string;
  mode: string;
}

/**
 * page: from the network, else the kept copy of a public page, else the page "no connection".
 * fresh: a file from the network, else as it was kept. kept: a file as it was kept, else from the network.
 * leave: none of the worker's business.
 */
export type Way = "page" | "fresh" | "kept" | "leave";

export function wayOf({ url, method, mode }: Asked, origin: string): Way {
  const address = new URL(url);
  if (address.origin !== origin) return "leave";
  if (mode === "navigate") return "page";
  if (method !== "GET" || !address.pathname.startsWith(STATIC)) return "leave";
  return NAMED_BY_CONTENT.test(address.pathname) ? "kept" : "fresh";
}

/** The public page under an address, "" for any other; questions in an address may be personal. */
export function publicPage(url: string, method: string): string {
  const { pathname, search } = new URL(url);
  return method === "GET" && search === "" && PUBLIC.includes(pathname) ? pathname : "";
}

/** Files of an older release that the new one still has, and need not be fetched again. */
export function carriedOver(kept: string[], files: string[]): string[] {
  const now = new Set(files);
  return kept.filter((url) => NAMED_BY_CONTENT.test(url) && now.has(new URL(url).pathname));
}
