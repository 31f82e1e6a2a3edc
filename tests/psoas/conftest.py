"""Files that build models with OpenSim are left out where it is not installed."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("opensim") else ["*opensim*"]
