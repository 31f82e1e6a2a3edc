/** The captures' points on their way to the server; no picture is among them. */
import type { Recording } from "../motion/recording";
import { NAMES } from "./names";

/** Numbers of one recording, rounded to what they can be worth. */
export interface Told {
  size: readonly [number, number];
  /** s from its first frame. */
  time: number[];
  /** x and y of each name in turn, pixels; null where not seen. */
  points: (number | null)[][];
  visibility: (number | null)[][];
}

export interface Letter {
  names: readonly string[];
  model: string;
  standing: Told | null;
  captures: Told[];
}

export type Reply = { next: string } | { refused: string[] };

export class NotSent extends Error {}

export function letterOf(
  captures: readonly Recording[],
  standing: Recording | null,
  model: string,
): Letter {
  return { names: NAMES, model, standing: standing && told(standing), captures: captures.map(told) };
}

export function told({ time, points, visibility, frameSize }: Recording): Told {
  const first = time[0] ?? 0;
  return {
    size: frameSize,
    time: time.map((one) => rounded(one - first, 4)!),
    points: points.map((frame) => frame.flatMap(([x, y]) => [rounded(x, 1), rounded(y, 1)])),
    visibility: visibility.map((frame) => frame.map((one) => rounded(one, 2))),
  };
}

/** Posts it; raises NotSent where there is no line, or no answer that can be read. */
export async function send(letter: Letter, address: string, token: string): Promise<Reply> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(letter),
    });
    return (await answer.json()) as Reply;
  } catch (problem) {
    throw new NotSent(String(problem));
  }
}

function rounded(value: number, digits: number): number | null {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : null;
}
