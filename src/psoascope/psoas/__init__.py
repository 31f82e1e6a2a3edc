"""Joint angles in, muscle out: length and moment arms of the whole psoas."""

from psoascope.psoas.muscle import state
from psoascope.psoas.names import FASCICLES, LEVELS
from psoascope.psoas.person import Person
from psoascope.psoas.postures import Posture, Side, posture, posture_names
from psoascope.psoas.sharing import shared, sharing_rules
from psoascope.psoas.state import State
from psoascope.psoas.unseen import psoas_change, psoas_length, standing_length

__all__ = [
    "FASCICLES",
    "LEVELS",
    "Person",
    "Posture",
    "Side",
    "State",
    "posture",
    "posture_names",
    "psoas_change",
    "psoas_length",
    "shared",
    "sharing_rules",
    "standing_length",
    "state",
]
