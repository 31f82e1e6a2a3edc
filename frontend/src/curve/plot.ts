/** A curve that can be pointed at and walked along with the keyboard, in place of the still picture. */
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Moment } from "./moment";
import { legs, said, type Leg, type ReportDocument, type Setup } from "./setup";
import { bandPolygons, filled, nearest, numeral, tickDigits, ticks } from "./values";

const HEIGHT = 260;
const KEYS: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity,
};

interface Shown {
  times: number[];
  legs: Leg[];
  setup: Setup;
  language: string;
}

/** Puts a live plot into the figure; the still picture stays for print. */
export function startCurve(figure: HTMLElement, held: ReportDocument, moment: Moment): void {
  const setup = JSON.parse(figure.dataset["curveSetup"] ?? "null") as Setup | null;
  const name = figure.dataset["curve"];
  if (!setup || !name) return;
  const shown: Shown = {
    times: held.curves.time_s,
    legs: legs(held, name, setup),
    setup,
    language: document.documentElement.lang || "en",
  };
  if (shown.legs.length === 0 || shown.times.length < 2) return;
  const stage = slider(shown);
  const readout = document.createElement("p");
  readout.className = "curve__readout";
  const hint = document.createElement("p");
  hint.className = "curve__hint note";
  hint.textContent = setup.words.curve_keys;
  figure.append(stage, readout, hint);
  figure.classList.add("is-live");

  const plot = new uPlot(options(shown, stage.clientWidth, moment), columns(shown), stage);
  new ResizeObserver(() => plot.setSize({ width: stage.clientWidth, height: HEIGHT })).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.redraw(false));
  stage.addEventListener("keydown", (event) => {
    const step = KEYS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const now = moment.time === null ? -step : nearest(shown.times, moment.time);
    const next = Math.min(Math.max(now + step, 0), shown.times.length - 1);
    moment.time = shown.times[Number.isNaN(next) ? 0 : next] ?? 0;
  });
  moment.follow((time) => {
    tell(shown, stage, readout, time);
    if (plot.status) point(plot, time);
  });
  tell(shown, stage, readout, moment.time);
}

function point(plot: uPlot, time: number | null): void {
  const left = time === null ? -10 : plot.valToPos(time, "x");
  plot.setCursor({ left, top: time === null ? -10 : HEIGHT / 2 }, false);
}

function slider(shown: Shown): HTMLElement {
  const stage = document.createElement("div");
  stage.className = "curve__stage";
  stage.tabIndex = 0;
  stage.setAttribute("role", "slider");
  stage.setAttribute("aria-label", shown.setup.words.title);
  stage.setAttribute("aria-valuemin", String(shown.times[0]));
  stage.setAttribute("aria-valuemax", String(shown.times.at(-1)));
  return stage;
}

function tell(shown: Shown, stage: HTMLElement, readout: HTMLElement, time: number | null): void {
  const place = nearest(shown.times, time ?? shown.times[0] ?? 0);
  const at = shown.times[place] ?? 0;
  const seconds = filled(shown.setup.words.seconds, { time: numeral(at, 2, shown.language) });
  const words = shown.legs.map((leg) => said(leg, place, shown.setup, shown.language));
  stage.setAttribute("aria-valuenow", String(at));
  stage.setAttribute("aria-valuetext", [seconds, ...words].join(", "));
  readout.replaceChildren(
    ...[seconds, ...words].map((text, row) => {
      const part = document.createElement("span");
      part.textContent = text;
      if (row > 0) part.className = `says is-${shown.legs[row - 1]?.side}`;
      return part;
    }),
  );
}

function columns(shown: Shown): uPlot.AlignedData {
  const data = shown.legs.map((leg) => leg.value);
  return [shown.times, ...data] as uPlot.AlignedData;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function options(shown: Shown, width: number, moment: Moment): uPlot.Options {
  return {
    width,
    height: HEIGHT,
    // The place of the percent axis stays free without it, so that both time axes agree.
    padding: [8, shown.setup.standing ? 0 : 60, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
    scales: { x: { time: false }, y: { range: reach(shown) } },
    axes: axes(shown),
    series: [
      {},
      ...shown.legs.map((leg, row) => ({
        stroke: () => colour(leg.side),
        width: row === 0 ? 2.5 : 1.5,
        ...(leg.side === "right" ? { dash: [8, 5] } : {}),
        points: { show: false },
      })),
    ],
    hooks: {
      ready: [(plot) => point(plot, moment.time)],
      drawAxes: [(plot) => bands(plot, shown)],
      draw: [(plot) => standingLine(plot, shown)],
      setCursor: [
        (plot) => {
          const place = plot.cursor.idx;
          if (place != null) moment.time = shown.times[place] ?? null;
        },
      ],
    },
  };
}

function reach({ legs, setup }: Shown): [number, number] {
  const every = [...legs.flatMap((leg) => [...leg.value, ...leg.low, ...leg.high]), setup.standing];
  const found = every.filter((value) => value !== null);
  const [low, high] = [Math.min(...found), Math.max(...found)];
  const margin = Math.max((high - low) * 0.06, 0.1);
  return [low - margin, high + margin];
}

/** Bands are drawn here, not by uPlot, so that they stop exactly where a gap begins. */
function bands(plot: uPlot, shown: Shown): void {
  const { ctx } = plot;
  ctx.save();
  shown.legs.forEach((leg, row) => {
    ctx.fillStyle = `${colour(leg.side)}${row === 0 ? "33" : "14"}`;
    for (const polygon of bandPolygons(shown.times, leg.low, leg.high)) {
      ctx.beginPath();
      for (const [time, value] of polygon)
        ctx.lineTo(plot.valToPos(time, "x", true), plot.valToPos(value, "y", true));
      ctx.fill();
    }
  });
  ctx.restore();
}

function axes(shown: Shown): uPlot.Axis[] {
  const look = { stroke: () => colour("ink-soft"), font: "13px system-ui, sans-serif" };
  const grid = { stroke: () => colour("line"), width: 1 };
  const text = (values: number[], wording: string, key: string): string[] =>
    values.map((value) =>
      filled(wording, { [key]: numeral(value, tickDigits(values), shown.language) }),
    );
  const { standing, words } = shown.setup;
  const both: uPlot.Axis[] = [
    {
      ...look,
      grid: { show: false },
      ticks: { show: false },
      size: 32,
      values: (_plot, values) => text(values, words.seconds, "time"),
    },
    {
      ...look,
      grid,
      ticks: { show: false },
      size: 64,
      splits: (plot) => ticks(plot.scales["y"]?.min ?? 0, plot.scales["y"]?.max ?? 1),
      values: (_plot, values) => text(values, words.unit, "number"),
    },
  ];
  if (standing) both.push(percentAxis(look, standing, shown.language));
  return both;
}

/** Change against standing, on the right: it does not depend on the assumed body height. */
function percentAxis(
  look: Pick<uPlot.Axis, "stroke" | "font">,
  standing: number,
  language: string,
): uPlot.Axis {
  const percent = (value: number): number => (value / standing - 1) * 100;
  return {
    ...look,
    side: 1,
    scale: "y",
    size: 60,
    grid: { show: false },
    ticks: { show: false },
    splits: (plot) => {
      const { min, max } = plot.scales["y"] ?? {};
      return ticks(percent(min ?? 0), percent(max ?? 1)).map((one) => standing * (1 + one / 100));
    },
    values: (_plot, values) => {
      const shares = values.map(percent);
      const format = new Intl.NumberFormat(language, {
        style: "percent",
        signDisplay: "exceptZero",
        maximumFractionDigits: tickDigits(shares),
      });
      return shares.map((one) => format.format(one / 100).replace("-", "−"));
    },
  };
}

function standingLine(plot: uPlot, shown: Shown): void {
  const { standing, words } = shown.setup;
  if (standing === null) return;
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(standing, "y", true));
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour("ink");
  ctx.fillStyle = colour("ink");
  ctx.lineWidth = ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = `${13 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "bottom";
  ctx.lineJoin = "round";
  ctx.lineWidth = 5 * ratio;
  ctx.strokeStyle = colour("surface");
  ctx.strokeText(words.standing, bbox.left + 6 * ratio, y - 4 * ratio);
  ctx.fillText(words.standing, bbox.left + 6 * ratio, y - 4 * ratio);
  ctx.restore();
}
