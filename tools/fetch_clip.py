"""Fetches the walking clip that the tests use: Sports2D/Demo/demo.mp4 of the wheel sports2d.

    python tools/fetch_clip.py

Puts it at var/clips/sports2d_demo.mp4 and does nothing when it is there already. The wheel is
downloaded by pip without its dependencies, checked against its hash, and not installed.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from psoascope.read.files import sha256_of, written_aside

ROOT = Path(__file__).resolve().parents[1]
CLIP = ROOT / "var" / "clips" / "sports2d_demo.mp4"
CLIP_SHA256 = "d9a66417185647b112304b57093f0c180f37a768e6a14daca75ca541f3b78039"
WHEEL = "sports2d==0.8.34"
WHEEL_SHA256 = "733b6db70742636ae9c35d870c22bd416582f579abd5881bee93a14bb0e2655d"
INSIDE = "Sports2D/Demo/demo.mp4"


def fetch() -> Path:
    """The clip, fetched if absent.

    Returns
    -------
    Path

    Raises
    ------
    RuntimeError
        pip could not fetch the wheel, or the clip is not the expected one.
    """
    if CLIP.is_file() and sha256_of(CLIP) == CLIP_SHA256:
        return CLIP
    with tempfile.TemporaryDirectory() as folder:
        wheel = _wheel(Path(folder))
        with zipfile.ZipFile(wheel) as archive, written_aside(CLIP) as aside:
            aside.write_bytes(archive.read(INSIDE))
            if sha256_of(aside) != CLIP_SHA256:
                raise RuntimeError(f"{INSIDE} of {WHEEL} is not the expected clip.")
    return CLIP


def _wheel(folder: Path) -> Path:
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{WHEEL} --hash=sha256:{WHEEL_SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes"]
    command += ["--requirement", str(wanted), "--dest", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise RuntimeError(f"pip could not fetch {WHEEL}: {said[-1]} Check the network.")
    return wheels[0]


def main() -> int:
    """Fetches the clip and prints where it is.

    Returns
    -------
    int
        0 when the clip is there.
    """
    try:
        print(fetch().relative_to(ROOT))
    except RuntimeError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
