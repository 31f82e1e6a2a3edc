/** Finds the pieces on a page by their data- attributes and starts each of them once. */
import htmx from "htmx.org";
import { startBreath } from "./breath/view";
import { startLive } from "./camera/start";
import { startListen } from "./listen/view";
import { sendOnce } from "./draft/once";
import { forgetDrafts, settleDrafts, startDraft } from "./draft/view";
import { startOffline } from "./offline/view";
import { startPainMap } from "./painmap/view";
import { startPractice } from "./practice/view";
import { startReport } from "./report/report";
import { startCopy } from "./copy/view";
import { startUpload } from "./upload/view";
import { startViewer } from "./viewer/start";
import { startWhatIf } from "./whatif/view";
import { forgetCopies, startWorker } from "./worker/register";
import "./styles/index.css";

// The page's Content-Security-Policy forbids eval and inline styles; htmx must not try them.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;

/** By piece: one element may hold several. */
const started = new Map<string, WeakSet<Element>>();

function start(root: ParentNode): void {
  const each = (selector: string, begin: (element: HTMLElement) => unknown): void => {
    const found = [...root.querySelectorAll<HTMLElement>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.push(root);
    const before = started.get(selector) ?? new WeakSet<Element>();
    started.set(selector, before);
    for (const element of found) {
      if (before.has(element)) continue;
      before.add(element);
      begin(element);
    }
  };
  each("[data-breath]", startBreath);
  each("form[data-upload]", (form) => startUpload(form as HTMLFormElement));
  each("form[data-draft]", (form) => startDraft(form as HTMLFormElement));
  // After the draft, which may bring a drawing back.
  each("[data-painmap]", startPainMap);
  each("form[data-practice]", (form) => startPractice(form as HTMLFormElement));
  each("[data-what-if]", startWhatIf);
  each("[data-copy]", startCopy);
  each("[data-listen]", startListen);
  each("[data-focus]", (element) => element.focus());
  each("[data-live]", startLive);
  each("[data-viewer]", (viewer) => void startViewer(viewer));
  each("[data-report]", (report) => void startReport(report));
  each("[data-offline]", startOffline);
  each("form[data-forget]", (form) => form.addEventListener("submit", forgetDrafts));
  each("[data-forget-all]", () => {
    forgetDrafts();
    forgetCopies();
  });
}

settleDrafts(document);
start(document);
sendOnce(document);
startWorker();
htmx.onLoad((content) => start(content as HTMLElement));
document.addEventListener("psoascope:content", (event) => {
  const content = (event as CustomEvent<HTMLElement>).detail;
  htmx.process(content);
  start(content);
});
