"""Builds the three pose models (.task) from the npm package @mediapipe/pose.

    python tools/build_pose_models.py [FOLDER]

FOLDER is the unpacked package; by default frontend/node_modules/@mediapipe/pose. The result goes
to src/psoascope/data/pose and is byte for byte the same everywhere: data/pose_models.toml pins it.
"""

import hashlib
import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import flatbuffers
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as model_schema

from psoascope import tables
from psoascope.read.files import sha256_of, written_aside
from psoascope.read.pose import MODELS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "frontend" / "node_modules" / "@mediapipe" / "pose"
TARGET = ROOT / "src" / "psoascope" / "data" / "pose"

# Weights that do not start on a multiple of 16 bytes are copied, or refused, by some runtimes.
ALIGNMENT = 16
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class AlignedBuilder(flatbuffers.Builder):  # type: ignore[misc]
    """A flatbuffer in which all bytes of weights start on a multiple of 16."""

    def StartVector(self, elemSize: int, numElems: int, alignment: int) -> Any:  # noqa: N802, N803
        """Begins a vector; called by the generated schema code under exactly this name."""
        wanted = ALIGNMENT if elemSize == 1 else alignment
        return super().StartVector(elemSize, numElems, max(alignment, wanted))


def normalisation(mean: float, std: float) -> bytes:
    """TFLite metadata that says how a picture becomes numbers: (pixel - mean) / std.

    Parameters
    ----------
    mean : float, 0..255
    std : float, 0..255

    Returns
    -------
    bytes
        A flatbuffer of kind M001.
    """
    options = metadata_schema.NormalizationOptionsT()
    options.mean, options.std = [mean], [std]
    unit = metadata_schema.ProcessUnitT()
    unit.optionsType = metadata_schema.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    picture = metadata_schema.ImagePropertiesT()
    picture.colorSpace = metadata_schema.ColorSpaceType.RGB
    content = metadata_schema.ContentT()
    content.contentPropertiesType = metadata_schema.ContentProperties.ImageProperties
    content.contentProperties = picture
    tensor = metadata_schema.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", content, [unit]
    graph = metadata_schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    model = metadata_schema.ModelMetadataT()
    model.subgraphMetadata = [graph]
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"M001")
    return bytes(builder.Output())


def with_metadata(tflite: bytes, metadata: bytes) -> bytes:
    """A TFLite model that carries metadata.

    Parameters
    ----------
    tflite : bytes
    metadata : bytes

    Returns
    -------
    bytes
    """
    model = model_schema.ModelT.InitFromPackedBuf(tflite, 0)
    buffer = model_schema.BufferT()
    buffer.data = list(metadata)
    entry = model_schema.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", len(model.buffers)
    model.buffers.append(buffer)
    model.metadata.append(entry)
    builder = AlignedBuilder(len(tflite) + len(metadata) + 65536)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def stored_zip(files: dict[str, bytes]) -> bytes:
    """A zip without compression or dates, each file starting on a multiple of 16 bytes.

    Parameters
    ----------
    files : dict
        Content by name.

    Returns
    -------
    bytes
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIRST_ZIP_DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            header = stream.tell() + 30 + len(name) + 4
            padding = -header % ALIGNMENT
            entry.extra = b"\xfe\xca" + padding.to_bytes(2, "little") + bytes(padding)
            archive.writestr(entry, content)
    return stream.getvalue()


def task_file(package: Path, size: str) -> bytes:
    """The .task file of one model size.

    Parameters
    ----------
    package : Path
        The unpacked npm package.
    size : str
        "lite", "full" or "heavy".

    Returns
    -------
    bytes
    """
    detector = (package / "pose_solution_packed_assets.data").read_bytes()
    landmarks = (package / f"pose_landmark_{size}.tflite").read_bytes()
    return stored_zip(
        {
            "pose_detector.tflite": with_metadata(detector, normalisation(127.5, 127.5)),
            "pose_landmarks_detector.tflite": with_metadata(landmarks, normalisation(0.0, 255.0)),
        }
    )


def main(arguments: list[str]) -> int:
    """Builds what is absent or different; prints one line a model.

    Parameters
    ----------
    arguments : list of str
        At most one: the folder of the npm package.

    Returns
    -------
    int
        0 when all three models are there and right.
    """
    package = Path(arguments[0]) if arguments else PACKAGE
    for size in MODELS:
        pinned = tables.entry(f"pose_models.{size}")
        target = TARGET / pinned["file"]
        if target.is_file() and sha256_of(target) == pinned["sha256"]:
            continue
        if not (package / f"pose_landmark_{size}.tflite").is_file():
            print(f"{package} holds no pose_landmark_{size}.tflite. Run npm ci in frontend first.")
            return 1
        content = task_file(package, size)
        found = hashlib.sha256(content).hexdigest()
        if found != pinned["sha256"]:
            print(
                f"{target.name} came out with sha256 {found}, not {pinned['sha256']}. "
                "Use the pinned versions of @mediapipe/pose, mediapipe and flatbuffers."
            )
            return 1
        with written_aside(target) as aside:
            aside.write_bytes(content)
        print(f"{target.name}: {len(content) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
