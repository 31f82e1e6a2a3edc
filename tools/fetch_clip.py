"""Fetches the real clips that the tests and proofs use, out of two published wheels.

    python tools/fetch_clip.py

Puts into var/clips: the walking clip of sports2d; of pose2sim the balancing trial from four
cameras, the same with a second person in the picture, and the calibration of the cameras. Does
nothing where they are there already. A wheel is downloaded by pip without its dependencies, checked
against its hash, and not installed.
"""

import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from psoascope.read.files import sha256_of, written_aside

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "clips"
TRIALS = ("balancing", "two_people")


@dataclass(frozen=True)
class Wheel:
    """A published package.

    Parameters
    ----------
    name : str
        With its version.
    sha256 : str
    """

    name: str
    sha256: str


@dataclass(frozen=True)
class Part:
    """A file of a wheel, and what it is called here.

    Parameters
    ----------
    inside : str
        Its path in the wheel.
    file : Path
        Where it is kept.
    sha256 : str
    """

    inside: str
    file: Path
    sha256: str


SPORTS2D = Wheel(
    "sports2d==0.8.34", "733b6db70742636ae9c35d870c22bd416582f579abd5881bee93a14bb0e2655d"
)
POSE2SIM = Wheel(
    "pose2sim==0.10.49", "403e0dc4065898ba6a595e72a8970950310979253d60e24c2e00b16b36bf21e1"
)
WALK = Part(
    "Sports2D/Demo/demo.mp4",
    FOLDER / "sports2d_demo.mp4",
    "d9a66417185647b112304b57093f0c180f37a768e6a14daca75ca541f3b78039",
)
CALIBRATION = Part(
    "Pose2Sim/Demo_SinglePerson/calibration/Calib.qca.txt",
    FOLDER / "pose2sim_calibration.qca.txt",
    "fd90e4bbae3278ef1dc0cdd42a34ee06bf88286f628a02c00a29407aa39e34c5",
)
_PEOPLE = dict(zip(TRIALS, ("SinglePerson", "MultiPerson"), strict=True))
_VIDEOS = {
    "balancing": (
        "cf4f2816c86bea4bfbea255333d8626ff32a3ecabdab8b0fb147cea9167fde3a",
        "94ff87cf978b8406e8aa36ab3c5362e72848994e87652f0dc7a33c315e8e0442",
        "b8b329f832f178f27ecb78d024d5026b96c6adb36c387bfe2c0af85eab8a11ca",
        "b5c0e7863fd70d008e7178d3c556b045b0ea5f78fcd61ca548a0b2e807e641f7",
    ),
    "two_people": (
        "543cee6a4c2c2b52dc9eac9137ee63d14f1f84e706a9a7264769edcb11e5ea53",
        "8895092a7cf26359205a427b7ac2f4a935c2e0bd36d9b7a5140cb33faa468a6b",
        "d3daf48cdf9f5603868ddb99166ddaf9b12279e7ce968922926560d5fd3f0c99",
        "1490149dc40e7301fa5ceae23862b044ba5c398a8b2a40df21ed894702728c09",
    ),
}


def fetch() -> Path:
    """The walking clip, fetched if absent.

    Returns
    -------
    Path

    Raises
    ------
    RuntimeError
        pip could not fetch the wheel, or the clip is not the expected one.
    """
    _fetch(SPORTS2D, [WALK])
    return WALK.file


def fetch_calibration() -> Path:
    """The calibration of the four cameras, fetched if absent.

    Returns
    -------
    Path

    Raises
    ------
    RuntimeError
        As for fetch.
    """
    _fetch(POSE2SIM, [CALIBRATION])
    return CALIBRATION.file


def fetch_cameras(trial: str) -> list[Path]:
    """The four videos of a trial, fetched if absent.

    Parameters
    ----------
    trial : {"balancing", "two_people"}
        100 frames at 60 a second. The second is the first with a woman put into its pictures.

    Returns
    -------
    list of Path
        In the order of the cameras in the calibration.

    Raises
    ------
    RuntimeError
        As for fetch.
    """
    parts = _videos(trial)
    _fetch(POSE2SIM, parts)
    return [part.file for part in parts]


def _videos(trial: str) -> list[Part]:
    folder = f"Pose2Sim/Demo_{_PEOPLE[trial]}/videos"
    return [
        Part(f"{folder}/cam0{camera}.mp4", FOLDER / f"pose2sim_{trial}_{camera}.mp4", sha256)
        for camera, sha256 in enumerate(_VIDEOS[trial], start=1)
    ]


def _fetch(wheel: Wheel, parts: list[Part]) -> None:
    absent = [
        part for part in parts if not part.file.is_file() or sha256_of(part.file) != part.sha256
    ]
    if not absent:
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(_downloaded(wheel, Path(folder))) as archive,
    ):
        for part in absent:
            with written_aside(part.file) as aside:
                aside.write_bytes(archive.read(part.inside))
                if sha256_of(aside) != part.sha256:
                    raise RuntimeError(f"{part.inside} of {wheel.name} is not the expected file.")


def _downloaded(wheel: Wheel, folder: Path) -> Path:
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{wheel.name} --hash=sha256:{wheel.sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes"]
    command += ["--requirement", str(wanted), "--dest", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or not wheels:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise RuntimeError(f"pip could not fetch {wheel.name}: {said[-1]} Check the network.")
    return wheels[0]


def main() -> int:
    """Fetches all clips and prints where they are.

    Returns
    -------
    int
        0 when they are there.
    """
    try:
        _fetch(SPORTS2D, [WALK])
        parts = [CALIBRATION, *(part for trial in TRIALS for part in _videos(trial))]
        _fetch(POSE2SIM, parts)
    except RuntimeError as error:
        print(error)
        return 1
    for part in (WALK, *parts):
        print(part.file.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
