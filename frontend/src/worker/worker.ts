/**
 * The service worker: without a connection public pages and files come from this device, and any other
 * page says that there is none. Pages are always asked of the network first, and no page that could
 * hold somebody's answers is kept: public pages are fetched once more without cookies for keeping.
 */
import { OFFLINE, carriedOver, publicPage, wayOf } from "./plan";

/** Filled in by the build: a fingerprint of all files, those to keep at once, and all there are. */
declare const RELEASE: string;
declare const FIRST: string[];
declare const FILES: string[];

/** What TypeScript's library for pages does not know of a worker. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asking extends Lasting {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
interface Scope extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
}

const scope = self as unknown as Scope;
const PREFIX = "psoascope-";
const NAME = PREFIX + RELEASE;
const DAY = 24 * 3600 * 1000;

scope.addEventListener("install", (event) => (event as Lasting).waitUntil(install()));
scope.addEventListener("activate", (event) => (event as Lasting).waitUntil(activate()));
scope.addEventListener("fetch", (event) => {
  const asking = event as Asking;
  const way = wayOf(asking.request, location.origin);
  if (way === "page") asking.respondWith(page(asking));
  else if (way === "fresh") asking.respondWith(fresh(asking));
  else if (way === "kept") asking.respondWith(kept(asking));
});

async function install(): Promise<void> {
  const cache = await caches.open(NAME);
  await Promise.all([cache.addAll(FIRST.map((path) => new Request(path, { cache: "no-cache" }))), keep(OFFLINE, navigator.language)]);
  await scope.skipWaiting();
}

/** Leaves nothing of older releases but the files that are still in use. */
async function activate(): Promise<void> {
  const now = await caches.open(NAME);
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX) && one !== NAME)) {
    const old = await caches.open(name);
    for (const url of carriedOver((await old.keys()).map((one) => one.url), FILES)) {
      const file = await old.match(url);
      if (file) await now.put(url, file);
    }
    await caches.delete(name);
  }
  await scope.registration.navigationPreload?.enable();
  await scope.clients.claim();
}

async function page(asking: Asking): Promise<Response> {
  const { request } = asking;
  try {
    const answer = (request.method === "GET" && (await asking.preloadResponse)) || (await fetch(request));
    const language = answer.headers.get("Content-Language");
    if (answer.ok && language) asking.waitUntil(look(publicPage(request.url, request.method), language));
    return answer;
  } catch {
    const own = publicPage(request.url, request.method);
    const copy = (own && (await caches.match(own))) || (await caches.match(OFFLINE));
    return copy ?? Response.error();
  }
}

/** Keeps a public page, and the page "no connection", in the language that is read. */
async function look(path: string, language: string): Promise<void> {
  for (const one of path ? [path, OFFLINE] : [OFFLINE]) {
    const copy = await caches.match(one);
    const old = !copy || Date.now() - Date.parse(copy.headers.get("Date") ?? "") > DAY;
    if (old || copy.headers.get("Content-Language") !== language) await keep(one, language).catch(() => undefined);
  }
}

/** A copy as a stranger would get it: no cookies go along, so nothing personal comes back. */
async function keep(path: string, language: string): Promise<void> {
  const answer = await fetch(path, {
    credentials: "omit",
    cache: "no-store",
    headers: { "Accept-Language": language },
  });
  if (!answer.ok || answer.redirected) return;
  const headers = new Headers(answer.headers);
  headers.delete("Vary"); // Kept in one language, whatever is asked with.
  const cache = await caches.open(NAME);
  await cache.put(path, new Response(await answer.blob(), { status: 200, headers }));
}

async function fresh(asking: Asking): Promise<Response> {
  try {
    const answer = await fetch(asking.request);
    if (answer.status === 200) asking.waitUntil(store(asking.request, answer.clone()));
    return answer;
  } catch (problem) {
    const copy = await caches.match(asking.request, { ignoreVary: true });
    if (copy) return copy;
    throw problem;
  }
}

async function kept(asking: Asking): Promise<Response> {
  return (await caches.match(asking.request, { ignoreVary: true })) ?? fresh(asking);
}

async function store(request: Request, answer: Response): Promise<void> {
  await (await caches.open(NAME)).put(request, answer);
}
