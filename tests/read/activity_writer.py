"""Activity files written for the tests: FIT by our own small encoder, the others as text."""

import struct

EPOCH = 631_065_600
SPORTS = {"running": 1, "cycling": 2, "walking": 11, "hiking": 17}


def crc(content):
    table = [0x0, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401]
    table += [0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400]
    total = 0
    for byte in content:
        for nibble in (byte & 15, byte >> 4):
            total = (total >> 4) ^ table[total & 15] ^ table[nibble]
    return total


def fit_file(records, size=14):
    """Header, records and checksum."""
    body = b"".join(records)
    head = struct.pack("<BBHI4s", size, 0x20, 2132, len(body), b".FIT")
    head += struct.pack("<H", crc(head)) if size == 14 else b""
    return head + body + struct.pack("<H", crc(head + body))


def layout(local, kind, fields, order="<", own=()):
    """A definition: fields of (number, size, base type), and the maker's own of (number, size)."""
    told = struct.pack("<BBB", 0x40 | local | (0x20 if own else 0), 0, order == ">")
    told += struct.pack(f"{order}HB", kind, len(fields))
    told += b"".join(struct.pack("<BBB", *one) for one in fields)
    if own:
        told += struct.pack("<B", len(own)) + b"".join(struct.pack("<BBB", *one, 0) for one in own)
    return told


def run(start, seconds, order="<", own=(), sport="running", local_offset=None):
    """A run of 3 m/s, uphill by 8 % in its second half: its records."""
    began = start - EPOCH
    record = struct.Struct(f"{order}IIH")
    records = [
        layout(0, 20, [(253, 4, 0x86), (5, 4, 0x86), (2, 2, 0x84)], order, own),
        *(
            b"\x00"
            + record.pack(began + at, 300 * at, height(3.0 * at, 3.0 * seconds))
            + b"".join(bytes(size) for _, size in own)
            for at in range(0, seconds + 1, 10)
        ),
        layout(
            1,
            18,
            [(253, 4, 0x86), (2, 4, 0x86), (5, 1, 0), (7, 4, 0x86), (8, 4, 0x86), (9, 4, 0x86)],
            order,
        ),
        b"\x01"
        + struct.pack(
            f"{order}IIBIII",
            began + seconds,
            began,
            SPORTS[sport],
            1000 * (seconds + 60),
            1000 * seconds,
            300 * seconds,
        ),
    ]
    if local_offset is not None:
        records += [
            layout(2, 34, [(253, 4, 0x86), (5, 4, 0x86)], order),
            b"\x02" + struct.pack(f"{order}II", began + seconds, began + seconds + local_offset),
        ]
    return records


def height(way, whole):
    """Height as FIT files it: fifths of a metre above -500 m."""
    return round(5 * (100.0 + 0.08 * max(0.0, way - whole / 2) + 500))


def gpx(points, kind="running"):
    """A GPX track of (ISO time, lat, lon, height)."""
    rows = "".join(
        f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}"><ele>{high}</ele><time>{time}</time></trkpt>'
        for time, lat, lon, high in points
    )
    return (
        '<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">'
        f"<metadata><time>2026-01-01T00:00:00Z</time></metadata>"
        f"<trk><name>x</name><type>{kind}</type><trkseg>{rows}</trkseg></trk></gpx>"
    )


TCX = """<?xml version="1.0"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
<Activities><Activity Sport="Biking"><Id>2026-05-04T06:30:00Z</Id>
<Lap StartTime="2026-05-04T06:30:00Z"><TotalTimeSeconds>1200.0</TotalTimeSeconds>
<DistanceMeters>6000.0</DistanceMeters><Track>
<Trackpoint><Time>2026-05-04T06:30:00Z</Time><DistanceMeters>0</DistanceMeters>
<AltitudeMeters>10</AltitudeMeters></Trackpoint>
<Trackpoint><Time>2026-05-04T06:31:00Z</Time><DistanceMeters>300</DistanceMeters>
<AltitudeMeters>31</AltitudeMeters></Trackpoint></Track></Lap>
<Lap StartTime="2026-05-04T06:55:00Z"><TotalTimeSeconds>600.0</TotalTimeSeconds>
<DistanceMeters>3500.0</DistanceMeters></Lap></Activity></Activities></TrainingCenterDatabase>
"""

HEALTH = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
]>
<HealthData locale="de_DE"><ExportDate value="2026-11-20 10:00:00 +0100"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Watch" unit="count"
 startDate="2026-11-18 09:00:00 +0100" endDate="2026-11-18 09:10:00 +0100" value="7000"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Watch" unit="count"
 startDate="2026-11-18 23:50:00 +0100" endDate="2026-11-18 23:59:00 +0100" value="800"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count"
 startDate="2026-11-18 09:00:00 +0100" endDate="2026-11-18 09:10:00 +0100" value="6500"/>
<Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" value="61"
 startDate="2026-11-18 09:00:00 +0100"/>
<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30" durationUnit="min"
 startDate="2026-11-18 18:00:00 +0100" endDate="2026-11-18 18:31:00 +0100">
<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="5.2" unit="km"/>
</Workout>
<Workout workoutActivityType="HKWorkoutActivityTypeCurling" duration="1.5" durationUnit="hr"
 startDate="2026-11-19 18:00:00 +0100" endDate="2026-11-19 19:30:00 +0100"/>
</HealthData>
"""
