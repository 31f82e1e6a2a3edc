"""Makes the first files that the fuzzer starts from: small, valid, and of every kind we know.

.venv/bin/python tools/fuzz_seeds.py     writes them as tests/read/corpus/<reader>/seed_*
"""

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.clips import Style, save  # noqa: E402
from tests.motion.walkers import Walk, body, filmed, recording  # noqa: E402
from tests.read import filed_walks, sensor_files, test_c3d, test_landmark_json  # noqa: E402
from tests.read.test_opening import sports2d  # noqa: E402
from tools.fuzz_targets import CORPUS  # noqa: E402

from psoascope.read.c3d import write_c3d  # noqa: E402
from psoascope.read.columns import Columns, write_columns  # noqa: E402
from psoascope.read.mocap import write_trc  # noqa: E402
from psoascope.read.storage import Storage, write_storage  # noqa: E402

SHORT = Walk(seconds=0.1)
Files = dict[str, bytes]


def text_files(folder: Path) -> dict[str, Files]:
    """Markers and tables as text."""
    seen = replace(filmed(SHORT), points=filmed(SHORT).points.copy())
    seen.points[1, 3] = np.nan
    pixels = sports2d(folder / "walk_px_person00.trc", seen.points, seen.time).read_bytes()
    flat = sports2d(folder / "walk_m.trc", body(SHORT)[..., :2], SHORT.time).read_bytes()
    laboratory = filed_walks.Lab("mm", "z")
    filed = filed_walks.trc(folder / "a.trc", SHORT, laboratory).read_bytes()
    write_trc(recording(SHORT.time, body(SHORT), "metre", None), folder / "b.trc")
    time = np.arange(3) / 10
    angles = np.array([[10.0, -2.5], [np.nan, 0.0], [12.0, 1e-7]])
    write_storage(folder / "a.mot", Storage("walk", time, ("hip_r", "knee_r"), angles, True))
    write_columns(folder / "a.csv", Columns(("hip_flexion_r", "L5_S1_FE"), angles))
    deep = "time,LHIP_x,LHIP_y,LHIP_z,RANK_x,RANK_y,RANK_z\n0,0.1,0.9,0,0.1,0,0.2\n.1,,,,0,0,0.2\n"
    return {
        "trc": {
            "mm_z_up.trc": filed,
            "windows.trc": b"\xef\xbb\xbf" + filed.replace(b"\n", b"\r\n"),
            "metres.trc": (folder / "b.trc").read_bytes(),
            "flat.trc": flat,
        },
        "sports2d": {"pixels.trc": pixels, "metres.trc": flat},
        "storage": {
            "new.mot": (folder / "a.mot").read_bytes(),
            "old.mot": b"name walk\ndatacolumns 2\ndatarows 2\nendheader\ntime hip\n0 1\n.5 nan\n",
            "spaces.sto": b"w\nversion=1\nendheader\n time  hip\n 0  1.5e-3 \n 1 nan(ind)\n",
        },
        "columns": {
            "state.csv": (folder / "a.csv").read_bytes(),
            "quoted.csv": b'"a","b"\n"1.5",\n nan,-2e-3\n',
        },
        "csv_markers": {
            "metres.csv": deep.encode(),
            "pixels.csv": b"LHIP_x,LHIP_y,knee.x,knee.y\n310,420,300,500\n318,421,,\n",
        },
        "compiled": {
            "tabs.txt": b"\t\t\n1\t2.5\t-3e-7\n4\t\tnan\n\n.5\t12345678901234567890\t1e22\n",
            "spaces.txt": b"a b c\n1  2.5 -3e-7\n 4 9007199254740993 nan\n0 1e308 5e-324\n",
            "doubts.txt": b"a,b\n1e999,1\n0x1F,2\n1_0,inf\n" + b"1.7976931348623157e308,4.5\n" * 9,
        },
    }


def c3d_files(folder: Path) -> dict[str, Files]:
    """Laboratory files of each processor, with floats and integers, and one with a force plate."""
    test_c3d.WALK, test_c3d.COUNT = SHORT, len(SHORT.time)
    test_c3d.ANGLES, test_c3d.MOMENTS = (
        one[: len(SHORT.time)] for one in (test_c3d.ANGLES, test_c3d.MOMENTS)
    )
    path = folder / "a.c3d"
    write_c3d(path, recording(SHORT.time, body(SHORT), "metre", None))
    ours = path.read_bytes()
    files = {
        "ours.c3d": ours,
        "laboratory.c3d": test_c3d.lab_file(path).read_bytes(),
        "intel_integers.c3d": test_c3d.converted(ours, 84, "<", integers=True),
        "mips.c3d": test_c3d.converted(ours, 86, ">", integers=False),
        "dec_integers.c3d": test_c3d.converted(ours, 85, "dec", integers=True),
    }
    return {"c3d": files, "c3d_forces": {"plate.c3d": test_c3d.plated(path).read_bytes()}}


def landmark_files() -> dict[str, Files]:
    """One file of each program, two frames long."""
    made = test_landmark_json

    def rows(order: str) -> Any:
        return np.round(made.ordered(order)[:2], 1)

    world = [{"time": n / 30, "world_landmarks": one.tolist()} for n, one in enumerate(_world())]
    contents = {
        "openpose.json": made.people([rows("body25")[0], rows("body25")[1]]),
        "openpose_list.json": [made.people([one]) for one in rows("openpose18")],
        "coco.json": made.coco(rows("coco17")),
        "halpe.json": {
            "images": [{"id": 0, "width": 1280, "height": 720}],
            "annotations": made.coco(rows("halpe26")),
        },
        "mediapipe.json": made.mediapipe(rows("mediapipe33")),
        "world.json": {"fps": 30, "frames": world},
        "myogait.json": made.myogait(rows("mediapipe33"), flipped=True),
    }
    return {
        "landmarks": {
            name: json.dumps(one, separators=(",", ":")).encode() for name, one in contents.items()
        }
    }


def _world() -> Any:
    points = np.zeros((2, 33, 3))
    points[:, 11:33] = np.random.default_rng(3).uniform(-0.9, 0.9, (2, 22, 3)).round(3)
    return points


def sensor_files_made() -> dict[str, Files]:
    """Thigh recordings: phones and exports as text, and two loggers."""
    values = sensor_files.course([("stand", 0.4), ("sit", 0.4)], 50.0)
    rows = [f"{n / 50:.2f},{x:.3f},{y:.3f},{z:.3f}" for n, (x, y, z) in enumerate(values[:8])]
    clock = [f"2026-03-02 10:15:00.{n * 20:03d}{row[4:]}" for n, row in enumerate(rows)]
    zoned = [f"2026-03-02T10:15:00.{n * 20:03d}Z{row[4:]}" for n, row in enumerate(rows)]
    phone = [f"{1_700_000_000_000 + 20 * n}{row[4:]}" for n, row in enumerate(rows)]
    comma = [row.replace(",", ";").replace(".", ",") for row in rows]
    texts = {
        "plain.csv": ["time,x,y,z", *rows],
        "nameless.csv": rows,
        "clock.csv": ["timestamp,x,y,z", *clock],
        "zoned.csv": ["time,x,y,z", *zoned],
        "phone.csv": ["time,x,y,z", *phone],
        "comma.csv": ["time;x;y;z", *comma],
        "clock_alone.csv": ["time,x,y,z", *[row[11:] for row in clock]],
    }
    forms = {"packed.cwa": (0x30, 100.0), "whole.cwa": (0x32, 50.0), "gyroscope.cwa": (0x62, 100.0)}
    return {
        "sensor_csv": {name: ("\n".join(lines) + "\n").encode() for name, lines in texts.items()},
        "cwa": {
            name: sensor_files.cwa(np.tile(values, (4, 1))[:130], form=form, rate=rate)
            for name, (form, rate) in forms.items()
        },
        "geneactiv": {"pages.bin": sensor_files.geneactiv(np.tile(values, (9, 1))[:310]).encode()},
    }


def video_files(folder: Path) -> dict[str, Files]:
    """Five small pictures in every usual container, and play lists that lead to another file."""
    ramp = np.linspace(0, 255, 32 * 24 * 3).reshape(24, 32, 3).astype(np.uint8)
    pictures = [np.roll(ramp, 3 * n, axis=1) for n in range(5)]
    kinds = {
        "h264.mp4": "libx264",
        "mpeg4.avi": "mpeg4",
        "mjpeg.mov": "mjpeg",
        "vp8.webm": "libvpx",
        "h264.mkv": "libx264",
        "mpeg2.mpg": "mpeg2video",
        "h264.ts": "libx264",
        "flv1.flv": "flv",
    }
    made = {name: _video(folder / name, codec, pictures) for name, codec in kinds.items()}
    turned = save(folder / "turned.mp4", pictures, Style(rotation=90)).read_bytes()
    made["turned.mp4"] = turned
    lists = {
        "list.m3u8": b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nbait.mp4\n#EXT-X-ENDLIST\n",
        "list.ffconcat": b"ffconcat version 1.0\nfile bait.mp4\n",
        "reference.mov": made["mjpeg.mov"].replace(b"url \0\0\0\1", b"url \0\0\0\0"),
    }
    return {"video": made | lists}


def _video(path: Path, codec: str, pictures: list[Any]) -> bytes:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path.read_bytes()


def main() -> None:
    """Writes every seed."""
    makers: list[Callable[[Path], dict[str, Files]]] = [
        text_files,
        c3d_files,
        lambda _: landmark_files(),
        lambda _: sensor_files_made(),
        video_files,
    ]
    with tempfile.TemporaryDirectory() as folder:
        for maker in makers:
            for reader, files in maker(Path(folder)).items():
                (CORPUS / reader).mkdir(parents=True, exist_ok=True)
                for name, content in files.items():
                    (CORPUS / reader / f"seed_{name}").write_bytes(content)
                    print(f"{reader}/seed_{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
