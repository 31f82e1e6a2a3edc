"""The whole psoas for others' engines: which kind of file holds which engine's model."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from psoascope.psoas.engines_mujoco import mujoco_model
from psoascope.psoas.engines_opensim import opensim_model
from psoascope.psoas.person import Person

__all__ = ["MODELS", "mujoco_model", "opensim_model"]

MODELS: Mapping[str, Callable[[Person | None], str]] = MappingProxyType(
    {".osim": opensim_model, ".xml": mujoco_model}
)
"""The text of a model by the ending of its file."""
