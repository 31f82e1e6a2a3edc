/** Colours of the picture: the tokens of the style sheet, light or dark as the page is. */
import { Color } from "three";
import table from "../tables/viewer.json";
import { colourFrom, linear, type Colour, type Scale } from "./colours";

const TOKENS = ["bone", "glass", "disc", "tendon", "diaphragm", "ache", "sky", "ground"] as const;

export type Token = (typeof TOKENS)[number];

export interface Look {
  scale: Scale;
  of: Record<Token, Color>;
}

/** Reads the tokens as they hold for an element now. */
export function lookOf(root: Element): Look {
  const style = getComputedStyle(root);
  const token = (name: string): Colour => colourFrom(style.getPropertyValue(`--viewer-${name}`));
  const of = Object.fromEntries(TOKENS.map((name) => [name, lit(token(name))]));
  return {
    scale: {
      ...table.colours,
      short: token("short"),
      even: token("even"),
      long: token("long"),
    },
    of: of as Record<Token, Color>,
  };
}

/** A colour of the page as three.js reckons with it. */
const lit = (colour: Colour): Color => new Color(...linear(colour));
