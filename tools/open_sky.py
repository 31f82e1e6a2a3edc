"""How much open sky lies over each point of a mesh: the light that hollows keep out."""

import numba
import numpy as np

RAYS = 128
REACH = 0.05  # m: what is further away throws no shade
LIFT = 2e-4  # m: rays start this far above the surface


def open_sky(points, faces, normals):
    """Share (V,) of open sky over each point of a mesh, which alone throws shade on itself."""
    corners = points[faces]
    middle = corners.mean(axis=1)
    radius = np.linalg.norm(corners - middle[:, None], axis=2).max(axis=1)
    starts = points + LIFT * normals
    sides = np.stack([corners[:, 0], *(corners[:, row] - corners[:, 0] for row in (1, 2))], axis=1)
    found = _shares(starts, normals, sides, middle, radius, hemisphere())
    return softened(found, faces)


def hemisphere():
    """Directions (RAYS, 3) about z, more of them near z, as light falls on a matt surface."""
    number = np.arange(RAYS) + 0.5
    radius, turn = np.sqrt(number / RAYS), number * np.pi * (3 - np.sqrt(5))
    return np.column_stack([radius * np.cos(turn), radius * np.sin(turn), np.sqrt(1 - radius**2)])


def softened(share, faces, rounds=2):
    """A value at each point, averaged with its neighbours': rays are few, light is smooth."""
    edges = np.unique(np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1), axis=0)
    for _ in range(rounds):
        total, count = share.copy(), np.ones(len(share))
        for one, other in (edges.T, edges.T[::-1]):
            np.add.at(total, one, share[other])
            np.add.at(count, one, 1)
        share = total / count
    return share


@numba.njit
def _shares(starts, normals, sides, middle, radius, rays):
    found = np.empty(len(starts))
    near = np.empty(len(sides), np.int64)
    for place in range(len(starts)):
        count = 0
        for face in range(len(sides)):
            away = middle[face] - starts[place]
            if (away**2).sum() < (REACH + radius[face]) ** 2:
                near[count] = face
                count += 1
        one, two = _across(normals[place])
        free = 0
        for ray in rays:
            way = ray[0] * one + ray[1] * two + ray[2] * normals[place]
            free += not _hits(starts[place], way, sides, near[:count])
        found[place] = free / len(rays)
    return found


@numba.njit
def _across(normal):
    """Two unit directions across a normal and each other."""
    aside = np.array([0.0, 0.0, 1.0]) if abs(normal[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    one = np.cross(aside, normal)
    one /= np.sqrt((one**2).sum())
    return one, np.cross(normal, one)


@numba.njit
def _hits(start, way, sides, faces):
    """Whether a ray meets a face, a corner and two sides; the test of Möller and Trumbore."""
    for face in faces:
        e0, e1, e2 = sides[face, 1, 0], sides[face, 1, 1], sides[face, 1, 2]
        f0, f1, f2 = sides[face, 2, 0], sides[face, 2, 1], sides[face, 2, 2]
        p0 = way[1] * f2 - way[2] * f1
        p1 = way[2] * f0 - way[0] * f2
        p2 = way[0] * f1 - way[1] * f0
        det = e0 * p0 + e1 * p1 + e2 * p2
        if abs(det) < 1e-16:
            continue
        t0 = start[0] - sides[face, 0, 0]
        t1 = start[1] - sides[face, 0, 1]
        t2 = start[2] - sides[face, 0, 2]
        u = (t0 * p0 + t1 * p1 + t2 * p2) / det
        if u < 0 or u > 1:
            continue
        q0, q1, q2 = t1 * e2 - t2 * e1, t2 * e0 - t0 * e2, t0 * e1 - t1 * e0
        v = (way[0] * q0 + way[1] * q1 + way[2] * q2) / det
        if v >= 0 and u + v <= 1 and 0 < (f0 * q0 + f1 * q1 + f2 * q2) / det < REACH:
            return True
    return False
