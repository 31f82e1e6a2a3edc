/** What the script says: the server's words in the page's language, and numbers in it. */
import { filled, numeral } from "../curve/values";

export interface Words {
  language: string;
  /** A wording, its braces filled in; its own name where the server has not sent it. */
  say: (name: string, values?: Record<string, string>) => string;
  number: (value: number, digits: number) => string;
  /** With a plus where it is above 0. */
  signed: (value: number, digits: number) => string;
}

export function wordsOf(said: Record<string, string>, language: string): Words {
  const number = (value: number, digits: number): string => numeral(value, digits, language);
  return {
    language,
    number,
    say: (name, values = {}) => filled(said[name] ?? name, values),
    signed: (value, digits) => {
      const text = number(value, digits);
      return Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
    },
  };
}
