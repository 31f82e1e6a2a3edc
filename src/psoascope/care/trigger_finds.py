"""What a diary shows of personal triggers, as records and in words that name no cause."""

from dataclasses import dataclass

from psoascope import tables
from psoascope.quantity import Quantity


@dataclass(frozen=True)
class Trigger:
    """One exposure that goes with pain; no cause.

    Parameters
    ----------
    exposure : str
    lag : int, days
        From the exposure to the pain.
    strength : float, -1 to 1
        Correlation of what is left of both after weekday, trend and yesterday's pain.
    chance : float, 1
        Share of shuffled diaries in which any exposure at any lag does as well.
    slope : Quantity, points of 0-10 a unit of the exposure
        Its band holds for all exposures and lags together, at 95 %; the strongest link of several
        is likely overstated.
    days : int
        That could be used.
    """

    exposure: str
    lag: int
    strength: float
    chance: float
    slope: Quantity
    days: int

    def say(self, language: str = "en") -> str:
        """In plain words that name no cause."""
        kind = "higher" if self.strength > 0 else "lower"
        return tables.say(
            f"triggers.words.{kind}",
            language,
            lag=tables.say(f"triggers.lag.{self.lag}", language),
            exposure=tables.say(f"exposures.{self.exposure}", language),
        )


@dataclass(frozen=True)
class Triggers:
    """What a diary shows.

    Parameters
    ----------
    enough : bool
        Whether the diary has enough days; if not, nothing is found.
    days, needed : int
        Days that can be used, and about how many it takes.
    detectable : float, 1
        Correlation that this diary would show with the stated power; NaN where not computed.
    found : tuple of Trigger
        Each exposure at its strongest lag, the least likely by chance first.
    tested, left_out : tuple of str
        Exposures that were looked at, and those that vary too little or are told too rarely.
    """

    enough: bool
    days: int
    needed: int
    detectable: float = float("nan")
    found: tuple[Trigger, ...] = ()
    tested: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def say(self, language: str = "en") -> tuple[str, ...]:
        """In plain words, one sentence for each find, or why there is none."""
        if not self.enough:
            key, days, needed = "triggers.words.not_enough", self.days, self.needed
            return (tables.say(key, language, days=days, needed=needed),)
        if self.found:
            return tuple(one.say(language) for one in self.found)
        faint = f"{self.detectable:.1f}"
        faint = faint.replace(".", ",") if language.startswith("de") else faint
        return (tables.say("triggers.words.none", language, days=self.days, detectable=faint),)
