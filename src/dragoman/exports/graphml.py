"""GraphML: who acts on whom, for Gephi, igraph, NetworkX and Cytoscape."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from dragoman.exports.acts import Act
from dragoman.exports.dyads import Dyad, dyads_of
from dragoman.record.local import identify
from dragoman.types import Entity

_NODE_KEYS = (("label", "string"), ("country", "string"), ("sector", "string"), ("identifier", "string"))
_EDGE_KEYS = (
    ("weight", "int"), ("reports", "int"), ("claims", "int"), ("intensity", "double"), ("quad1", "int"),
    ("quad2", "int"), ("quad3", "int"), ("quad4", "int"), ("types", "string"), ("first", "string"), ("last", "string"),
    ("visits", "int"), ("hosts", "int"),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Edge:
    """Sums over the acts of one actor on another; only these are kept, never the acts."""

    count: int = 0
    reports: int = 0
    claims: int = 0
    intensity: float = 0.0
    quads: dict[int, int] = field(default_factory=lambda: dict.fromkeys((1, 2, 3, 4), 0))
    types: dict[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    visits: int = 0
    hosts: int = 0
    report: str = ""


def write_graphml(acts: Iterable[Act], out: TextIO) -> None:
    """Write a directed graph: actors are nodes, dyads are edges with counts. Dyads with one side are left out.

    An edge counts apart how often its source `visits` its target, and how often it `hosts` it.
    """
    nodes: dict[str, Entity] = {}
    edges: dict[tuple[str, str], _Edge] = {}
    for act in acts:
        for dyad in dyads_of(act):
            if dyad.source is not None and dyad.target is not None:
                ends = _key(dyad.source), _key(dyad.target)
                if ends[0] != ends[1]:
                    nodes.setdefault(ends[0], dyad.source)
                    nodes.setdefault(ends[1], dyad.target)
                    _add(edges.setdefault(ends, _Edge()), dyad)
    _write(nodes, edges, out)


def _key(entity: Entity) -> str:
    return identify(entity.identifier, entity.name, entity.country)


def _add(edge: _Edge, dyad: Dyad) -> None:
    event, on = dyad.act.event, dyad.act.day.as_date()
    edge.count += 1
    edge.reports += dyad.act.report.id != edge.report  # a report's acts come together
    edge.report = dyad.act.report.id
    edge.claims += bool(dyad.act.sources)
    edge.intensity += event.intensity
    edge.quads[event.quad] = edge.quads.get(event.quad, 0) + 1
    edge.types[event.type] = edge.types.get(event.type, 0) + 1
    if event.recipient and "visit" in event.mode:
        edge.visits += not dyad.is_answer
        edge.hosts += dyad.is_answer
    if on is not None:
        edge.first = min(edge.first or on, on)
        edge.last = max(edge.last or on, on)


def _write(nodes: dict[str, Entity], edges: dict[tuple[str, str], _Edge], out: TextIO) -> None:
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for whose, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, kind in keys:
            out.write(f' <key id="{name}" for="{whose}" attr.name="{name}" attr.type="{kind}"/>\n')
    out.write(' <graph id="record" edgedefault="directed">\n')
    for key, entity in nodes.items():
        values = (entity.name, entity.country, " ".join(entity.sector), entity.identifier)
        _write_element(out, f"node id={_quoted(key)}", _NODE_KEYS, values)
    for (source, target), edge in edges.items():
        _write_element(out, f"edge source={_quoted(source)} target={_quoted(target)}", _EDGE_KEYS, _values(edge))
    out.write(" </graph>\n</graphml>\n")


def _values(edge: _Edge) -> tuple[object, ...]:
    types = "; ".join(f"{type} {count}" for type, count in sorted(edge.types.items(), key=lambda p: (-p[1], p[0])))
    return (
        edge.count, edge.reports, edge.claims, round(edge.intensity / edge.count, 3),
        *(edge.quads[quad] for quad in (1, 2, 3, 4)), types, edge.first, edge.last,
        edge.visits, edge.hosts,
    )  # fmt: skip


def _write_element(out: TextIO, head: str, keys: tuple[tuple[str, str], ...], values: tuple[object, ...]) -> None:
    out.write(f"  <{head}>")
    for (name, _), value in zip(keys, values, strict=True):
        if value is not None and value != "":
            out.write(f'<data key="{name}">{escape(_legal(str(value)))}</data>')
    out.write(f"</{head.split()[0]}>\n")


def _quoted(key: str) -> str:
    return quoteattr(_legal(key))


def _legal(text: str) -> str:
    """The text without the control characters that XML forbids."""
    return "".join(c for c in " ".join(text.split()) if c >= " ")
