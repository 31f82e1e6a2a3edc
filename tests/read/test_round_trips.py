"""Files between programs: what we write others read back equal, and what they write we read.

OpenSim has tables over time and marker tables. kineticstoolkit has no text format of its own: its
users go through a pandas table, and so do these tests.
"""

import numpy as np
import pytest

from psoascope.read.mocap import read_trc, write_trc
from psoascope.read.recording import Recording, Source
from psoascope.read.storage import Storage, read_storage, write_storage

NAMES = ("right_hip", "right_knee", "C7, spine", "T10 'back'")


@pytest.fixture
def opensim():
    engine = pytest.importorskip("opensim")
    engine.Logger.removeFileSink()
    return engine


@pytest.fixture
def table():
    rng = np.random.default_rng(23)
    values = rng.normal(size=(41, 5)) * 10.0 ** rng.integers(-7, 5, (41, 5))
    values[3, 1] = np.nan
    names = ("hip_flexion_r", "/jointset/hip_r/hip_flexion_r/value", "a b", "tx", "zero")
    values[:, 4] = 0.0
    return Storage("Coordinates", np.cumsum(rng.uniform(0.001, 0.1, 41)), names, values, True)


@pytest.fixture
def markers():
    rng = np.random.default_rng(29)
    points = rng.uniform(0, 1.1, (43, 4, 3))
    points[5, 1] = np.nan
    time = np.arange(43) / 60
    seen = np.where(np.isfinite(points[..., 0]), 1.0, np.nan)
    source = Source("walk.trc", "0" * 64, 43, 60.0)
    return Recording(time, points, NAMES, seen, "metre", None, source)


def array_of(series):
    return np.asarray(series.getMatrix().to_numpy())


@pytest.mark.opensim
@pytest.mark.parametrize("ending", ["sto", "mot"])
def test_opensim_reads_our_tables_bit_by_bit(tmp_path, opensim, table, ending):
    write_storage(tmp_path / f"a.{ending}", table)
    theirs = opensim.TimeSeriesTable(str(tmp_path / f"a.{ending}"))
    assert tuple(theirs.getColumnLabels()) == table.names
    assert theirs.getTableMetaDataString("inDegrees") == "yes"
    np.testing.assert_array_equal(np.array(theirs.getIndependentColumn()), table.time)
    np.testing.assert_array_equal(array_of(theirs), table.values)


@pytest.mark.opensim
def test_we_read_the_tables_of_todays_opensim_bit_by_bit(tmp_path, opensim, table):
    theirs = opensim.TimeSeriesTable()
    theirs.setColumnLabels(table.names)
    for time, row in zip(table.time.tolist(), table.values.tolist(), strict=True):
        theirs.appendRow(time, opensim.RowVector(row))
    theirs.addTableMetaDataString("inDegrees", "yes")
    opensim.STOFileAdapter.write(theirs, str(tmp_path / "a.sto"))
    assert "version=3" in (tmp_path / "a.sto").read_text()
    ours = read_storage(tmp_path / "a.sto")
    assert (ours.names, ours.in_degrees, ours.name) == (table.names, True, "a")
    # OpenSim writes a time of 16 digits at most: the last bit may differ.
    np.testing.assert_allclose(ours.time, table.time, rtol=1e-15)
    np.testing.assert_allclose(ours.values, table.values, rtol=1e-15)
    again = opensim.TimeSeriesTable(str(tmp_path / "a.sto"))
    np.testing.assert_array_equal(array_of(again), ours.values)


@pytest.mark.opensim
def test_we_read_the_tables_of_older_opensims(tmp_path, opensim, table):
    whole = Storage("Coordinates", table.time, table.names[:1], table.values[:, :1], True)
    write_storage(tmp_path / "a.sto", whole)
    assert opensim.Storage(str(tmp_path / "a.sto")).printToFile(str(tmp_path / "b.sto"), "w", "")
    ours = read_storage(tmp_path / "b.sto")
    assert (ours.name, ours.names, ours.in_degrees) == ("Coordinates", whole.names, True)
    # This way of writing gives eight digits behind the point.
    np.testing.assert_allclose(ours.values, whole.values, atol=1e-8)


HEADERS = [
    "name walk\ndatacolumns 2\ndatarows 2\nrange 0 1\nendheader\n",
    "walk\nnRows=2\nnColumns=2\nendheader\n",
    "walk\nversion=1\nnRows=2\nnColumns=2\nendheader\n",
    "walk\nversion=1\nnRows=2\nnColumns=2\ninDegrees=no\nendheader\n",
    "walk\nversion=1\nnRows=2\nnColumns=2\ninDegrees=yes\n\nUnits are S.I. units\n\nendheader\n",
    "DataType=double\nversion=3\nOpenSimVersion=4.6\nendheader\n",
    "inDegrees=yes\nDataType=double\nversion=3\nOpenSimVersion=4.6\nendheader\n",
]


@pytest.mark.opensim
@pytest.mark.parametrize("header", HEADERS)
def test_degrees_are_told_from_radians_as_opensim_does(tmp_path, opensim, header):
    path = tmp_path / "walk.mot"
    path.write_text(header + "time\thip_flexion_r\n0\t1.5\n1\t2.5\n")
    assert read_storage(path).in_degrees == opensim.Storage(str(path)).isInDegrees()


@pytest.mark.opensim
def test_a_table_of_vectors_is_refused_with_its_cure(tmp_path, opensim):
    from psoascope.errors import ReadError

    theirs = opensim.TimeSeriesTableVec3()
    theirs.setColumnLabels(["hip"])
    theirs.appendRow(0.0, opensim.RowVectorVec3([opensim.Vec3(1, 2, 3)]))
    opensim.STOFileAdapterVec3.write(theirs, str(tmp_path / "a.sto"))
    with pytest.raises(ReadError, match=r"a\.sto holds columns of Vec3.*Flatten"):
        read_storage(tmp_path / "a.sto")


@pytest.mark.opensim
def test_opensim_reads_our_markers_bit_by_bit(tmp_path, opensim, markers):
    write_trc(markers, tmp_path / "walk.trc")
    theirs = opensim.TimeSeriesTableVec3(str(tmp_path / "walk.trc"))
    assert tuple(theirs.getColumnLabels()) == NAMES
    assert theirs.getTableMetaDataString("Units") == "m"
    assert theirs.getTableMetaDataString("DataRate") == "60"
    np.testing.assert_array_equal(np.array(theirs.getIndependentColumn()), markers.time)
    np.testing.assert_array_equal(
        array_of(theirs.flatten()).reshape(markers.points.shape), markers.points
    )


@pytest.mark.opensim
def test_we_read_the_markers_that_opensim_writes(tmp_path, opensim, markers):
    write_trc(markers, tmp_path / "a.trc")
    theirs = opensim.TimeSeriesTableVec3(str(tmp_path / "a.trc"))
    opensim.TRCFileAdapter.write(theirs, str(tmp_path / "b.trc"))
    ours = read_trc(tmp_path / "b.trc")
    assert ours.names == NAMES
    # OpenSim writes 16 digits: the last bit may differ.
    np.testing.assert_allclose(ours.points, markers.points, rtol=1e-15)
    np.testing.assert_allclose(ours.time, markers.time, rtol=1e-15)


def test_kineticstoolkit_gets_our_table_and_we_get_its(tmp_path, table):
    ktk = pytest.importorskip("kineticstoolkit")
    pd = pytest.importorskip("pandas")
    write_storage(tmp_path / "a.mot", table)
    frame = pd.read_csv(tmp_path / "a.mot", sep="\t", skiprows=6, index_col=0)
    series = ktk.TimeSeries.from_dataframe(frame)
    np.testing.assert_array_equal(series.time, table.time)
    for column, name in enumerate(table.names):
        np.testing.assert_array_equal(series.data[name], table.values[:, column])
    theirs = series.to_dataframe()
    head = f"{table.name}\nversion=1\nnRows={len(theirs)}\ninDegrees=yes\nendheader\n"
    text = theirs.to_csv(sep="\t", na_rep="nan", index_label="time", lineterminator="\n")
    (tmp_path / "b.mot").write_text(head + text)
    ours = read_storage(tmp_path / "b.mot")
    order = [ours.names.index(name) for name in table.names]
    np.testing.assert_array_equal(ours.time, table.time)
    np.testing.assert_array_equal(ours.values[:, order], table.values)


def test_pose2sims_way_of_writing_markers_is_read(tmp_path, markers):
    pd = pytest.importorskip("pandas")
    write_trc(markers, tmp_path / "a.trc")
    head = "".join((tmp_path / "a.trc").read_text().splitlines(keepends=True)[:5])
    frame = pd.DataFrame(markers.points.reshape(43, -1), index=np.arange(1, 44))
    frame.insert(0, "t", markers.time)
    text = frame.to_csv(sep="\t", index=True, header=False, lineterminator="\n")
    (tmp_path / "b.trc").write_text(head + text)
    ours = read_trc(tmp_path / "b.trc")
    np.testing.assert_array_equal(ours.points, markers.points)
    np.testing.assert_array_equal(ours.time, markers.time)
