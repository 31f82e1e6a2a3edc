/** Makes a report on the web live: curves and moving drawing around one shared moment. */
import { Moment } from "../curve/moment";
import { startCurve } from "../curve/plot";
import type { ReportDocument } from "../curve/setup";
import { startWalker } from "../walker/view";

/** Reads the document and starts the pieces; without it the server's still pictures stay. */
export async function startReport(root: HTMLElement): Promise<void> {
  const address = root.dataset["documentUrl"];
  if (!address) return;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`);
  const held = (await answer.json()) as ReportDocument;
  const moment = new Moment();
  for (const figure of root.querySelectorAll<HTMLElement>("[data-curve]"))
    startCurve(figure, held, moment);
  for (const walker of root.querySelectorAll<HTMLElement>("[data-walker]"))
    startWalker(walker, held, moment);
  moment.time = firstMeasured(held);
}

/** The first moment with a hip angle: what came before was not measured. */
export function firstMeasured(held: ReportDocument): number | null {
  const hip = held.sides[held.side]?.curves["hip_flexion_deg"] ?? [];
  const place = hip.findIndex((value) => value !== null);
  return held.curves.time_s[place] ?? null;
}
