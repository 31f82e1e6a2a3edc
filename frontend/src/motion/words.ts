/** Advices and gates in words, from data/coach.toml and data/gates.toml. */
import table from "../tables/motion_words.json";
import type { Advice } from "./coach";
import type { GateKey } from "./gates";
import { SIDES, type Side } from "./recording";

type Words = Record<string, string>;
type Wording = { say: Words; cure: Words };

/** What is wrong and what to do. */
export interface Spoken {
  say: string;
  cure: string;
}

/** An advice of the coach in a language; a longer code falls back to its first part. */
export const adviceInWords = ({ key, values }: Advice, language: string): Spoken =>
  spoken((table.coach as Record<string, Wording>)[key]!, values, language);

/** What a gate refuses, in a language. */
export const gateInWords = (
  gate: GateKey,
  side: Side,
  values: Record<string, number>,
  language: string,
): Spoken =>
  spoken(
    (table.gates as Record<string, Wording>)[gate]!,
    { side: `words.${SIDES[side]}`, ...values },
    language,
  );

function spoken(
  wording: Wording,
  values: Record<string, string | number>,
  language: string,
): Spoken {
  const short = language.split("-")[0]!.toLowerCase();
  const pick = (words: Words): string => words[short] ?? words["en"]!;
  const word = (name: string): string => {
    const value = String(values[name] ?? "");
    const known = (table.words as Record<string, Words>)[value.replace("words.", "")];
    return known ? pick(known) : value;
  };
  const say = (words: Words): string => pick(words).replace(/{(\w+)}/g, (_, name) => word(name));
  return { say: say(wording.say), cure: say(wording.cure) };
}
