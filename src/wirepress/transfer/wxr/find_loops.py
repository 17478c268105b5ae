"""Parents that lead back to their own child: nobody could walk up such a tree."""

from __future__ import annotations

from collections.abc import Mapping


def find_loops(parents: Mapping[int, int]) -> set[int]:
    """Return, of each ring of parents, the child with the lowest id: without its parent the ring is a branch."""
    done: set[int] = set()
    loops: set[int] = set()
    for start in parents:
        path: dict[int, int] = {}
        at = start
        while at in parents and at not in done and at not in path:
            path[at] = len(path)
            at = parents[at]
        if at in path:
            ring = [number for number, place in path.items() if place >= path[at]]
            loops.add(min(ring))
        done.update(path)
    return loops
