"""Stand-alone verifier of a protected table: whether the promise is kept, and the proof shows it.

Use: ``python checker.py FOLDER_OR_ZIP``. Needs Python 3.11 and nothing else; shares no code with what made the table.

What it reads (each folder that holds a protected table):

- SPEC.json: dimensions, hierarchies, the tables to publish, the policy, and figures known from elsewhere.
- protected.csv: what was published; a suppressed cell has no count.
- certificate.json: the true inner cells, which stay with the authority.
- alternatives.txt: other tables, as differences from the true inner cells.
- report.json: what the producer says it did.

For sums of amounts (SPEC's policy has "sums") the certificate holds every contribution instead, see SumsPromise.

What it proves. A suppressed count is safe when, for every value it is promised to be able to have, there is a
complete table of whole numbers with that value that agrees with everything published: whoever sees only the
published cells cannot tell that table from the true one, however much she computes. So it

1. adds up the true inner cells and demands that protected.csv shows exactly these sums, each cell once, and that
   every cell which the policy makes unsafe is suppressed;
2. adds up every alternative in the same way and demands that nothing published and nothing known changes, that no
   count is negative, and that answers to a question with several answers can belong to real records;
3. demands of an alternative marked `reader` that it also convinces somebody who sees that zeros are printed: no
   suppressed cell is 0 in it unless it is truly 0 or one of the sums it stands in truly contains a suppressed zero.
   An alternative marked `outsider` only shows values that the printed zeros exclude for that reader anyway;
4. ticks off, for every unsafe cell and value, participant and group, the alternative that shows it. Whatever has no
   alternative is reported. Nothing is taken on trust, and what cannot be read is never called proved.

A rounded table (rounded.csv in place of protected.csv) is proved in the same spirit, see `Rounding`.

Cells are numbered by their nodes (codes, groups, total of each dimension) as digits, the last dimension fastest.
Along a dimension with several answers each node is a count of its own and no sum of others.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations, product
from math import prod
from operator import contains
from pathlib import Path
from typing import IO, Any

SPEC, PROTECTED, REPORT, ROUNDED = "SPEC.json", "protected.csv", "report.json", "rounded.csv"
CERTIFICATE, ALTERNATIVES, MANIFEST = "certificate.json", "alternatives.txt", "MANIFEST.json"
CASE_FILE = "verify.py"
"""This program, as every case file holds it: by it a case file is known though its list is gone."""
FORMATS = ("certificate/1", "certificate-sums/1")
"""Of certificate.json: for counts and for sums of amounts."""
LARGEST_JSON, LARGEST_FILE, MOST_FILES = 2**28, 2**34, 20_000
BOMB_SIZE, BOMB_RATIO = 2**26, 400
"""A zip entry larger than BOMB_SIZE that shrank more than this is not opened."""
LONGEST_LINE = 2**24
MOST_CELLS = 200_000_000
FEW_CELLS = 20_000
FULL_LISTING = 1_000_000
"""A release of more cells than this may leave out zeros that are shown."""
HIGHEST_LIMIT = 1000
"""Of thresholds: every value below has to be shown."""
MOST_SENTENCES = 20
"""Of one kind of failure; the rest are counted."""
OUTSIDE = 2
"""How many of a group must possibly be outside a category."""
WEAKER = (
    "én person, og tallet er givet; bevist er for hver kategori, at den ene kan være uden for den, for to er umuligt"
)
BROKEN_IN_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (zipfile.BadZipFile, "arkivet er beskadiget eller er ikke en zip-fil; hent det igen dér, hvor det blev lavet"),
    (zlib.error, "en fil i arkivet kan ikke pakkes ud; hent arkivet igen dér, hvor det blev lavet"),
    (EOFError, "en fil slutter, før den skulle; hent den igen dér, hvor den blev lavet"),
    (UnicodeError, "en fil er ikke tekst i UTF-8"),
    (csv.Error, "en tabel er ikke gyldig CSV"),
    (OSError, "en fil kan ikke åbnes; se efter, om den må læses"),
    (ValueError, "en fil har et tal eller en værdi, der ikke kan læses"),
    (RuntimeError, "en fil i arkivet er låst eller pakket på en måde, der ikke kan læses"),
)
"""What cannot be read, and how it is told: never in the words of a library, which may repeat a value."""
BROKEN = tuple(kind for kind, _ in BROKEN_IN_WORDS)

Cells = dict[int, int]
Sums = Mapping[int, Sequence[tuple[int, ...]]]


class Unreadable(Exception):
    """The input is no protected table with its proof; the message says what is wrong and where."""


@dataclass(frozen=True)
class Verdict:
    """What was found: `failures` is empty when all is proved; `counts` says how much was, `weaker` what with less."""

    failures: tuple[str, ...]
    unreadable: bool
    counts: Mapping[str, int]
    weaker: tuple[str, ...] = ()


class Failures:
    """Sentences about what does not hold, at most MOST_SENTENCES of each kind.

    Attributes
    ----------
    weaker : about groups of whom the promise holds with one outside a category and not two; they are no failures.
    """

    def __init__(self) -> None:
        self.weaker: list[str] = []
        self._sentences: list[str] = []
        self._kinds: Counter[str] = Counter()

    def add(self, kind: str, sentence: str) -> None:
        """Note one failure; `kind` is what failures of the same sort have in common."""
        self._kinds[kind] += 1
        if self._kinds[kind] <= MOST_SENTENCES:
            self._sentences.append(sentence)

    def sentences(self) -> list[str]:
        """All of them, and how many more there are of each kind."""
        more = [(kind, number - MOST_SENTENCES) for kind, number in self._kinds.items() if number > MOST_SENTENCES]
        return [*self._sentences, *(f"Yderligere {number} fejl af samme slags: {kind}." for kind, number in more)]


# ---- The files ----------------------------------------------------------------------------------------------------


class Files:
    """Files by name with `/`, wherever they are; nothing is unpacked to disk.

    Attributes
    ----------
    whole : whether the names are all there is, as in a zip; a folder may hold other things too.
    """

    def __init__(self, names: Sequence[str], opened: Callable[[str], IO[bytes]], *, whole: bool) -> None:
        if len(names) > MOST_FILES:
            raise Unreadable(f"Der er flere end {MOST_FILES} filer; angiv mappen med den beskyttede tabel.")
        self.names, self.whole, self._opened = frozenset(names), whole, opened

    def open(self, name: str) -> IO[bytes]:
        """Open one file for reading."""
        if name not in self.names:
            raise Unreadable(f"Filen {_plain(name)} mangler.")
        return self._opened(name)

    def chunks(self, name: str, most: int = LARGEST_FILE) -> Iterator[bytes]:
        """The content piece by piece, never more than `most` bytes, whatever the archive says of its size."""
        read = 0
        with self.open(name) as stream:
            while chunk := stream.read(2**20):
                read += len(chunk)
                if read > most:
                    raise Unreadable(f"Filen {_plain(name)} er større end {most} byte og læses ikke.")
                yield chunk

    def sha256(self, name: str) -> str:
        """Hexadecimal digest of a file."""
        digest = hashlib.sha256()
        for chunk in self.chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    def json(self, name: str) -> Any:  # noqa: ANN401 - what JSON holds is anything until it is looked at
        """The parsed content; a key that stands twice in one object is an error."""
        text = b"".join(self.chunks(name, LARGEST_JSON)).decode("utf-8")
        try:
            return json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
        except json.JSONDecodeError as error:
            where = f"linje {error.lineno}, tegn {error.colno}"
            raise Unreadable(f"Filen {_plain(name)} er ikke gyldig JSON: fejlen er i {where}.") from error

    def lines(self, name: str) -> Iterator[str]:
        """The lines of a text file, one at a time."""
        with self.open(name) as stream:
            while line := stream.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise Unreadable(f"Filen {_plain(name)} har en linje på over {LONGEST_LINE} byte.")
                yield line.decode("utf-8")


def _folder_names(root: Path) -> Iterator[str]:
    for folder, _, files in os.walk(root):
        for name in files:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix()


def _zip_names(archive: zipfile.ZipFile) -> list[str]:
    """The names in the archive; refuses what climbs out of it, hides behind another entry, or is a bomb."""
    names = []
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        name = entry.filename
        if any(part in {"", ".", ".."} for part in name.split("/")) or "\\" in name or ":" in name:
            raise Unreadable(f"Arkivet har en fil med et utilladeligt navn: {_plain(name)}.")
        if entry.flag_bits & 1 or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Unreadable(f"Arkivets fil {_plain(name)} er krypteret eller pakket på en ukendt måde.")
        if entry.file_size > BOMB_SIZE and entry.file_size > BOMB_RATIO * entry.compress_size:
            raise Unreadable(f"Arkivets fil {_plain(name)} fylder udpakket mistænkeligt meget og læses ikke.")
        names.append(name)
    if len(set(names)) < len(names):
        raise Unreadable("Arkivet har to filer med samme navn.")
    return names


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("Et JSON-objekt har samme nøgle to gange.")
    return found


def _no_constant(text: str) -> object:
    raise Unreadable(f"JSON med {text} er ikke et tal.")


def _plain(text: str) -> str:
    """Text from a file, fit for a terminal: no control characters, no half characters."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)


# ---- SPEC.json ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dimension:
    """One dimension.

    Attributes
    ----------
    labels : codes, then groups, then the total; a node is a place in it.
    sums : (total, parts): each group over its children and the total over what has no parent, in every hierarchy.
    levels : nodes by level name: the dimension's name (its codes) and each hierarchy's (its groups).
    stride : what one step along the dimension adds to a cell's number.
    """

    name: str
    role: str
    multiple: bool
    labels: tuple[str, ...]
    n_codes: int
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    levels: Mapping[str, frozenset[int]]
    stride: int

    @cached_property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.labels)

    @cached_property
    def total(self) -> int:
        """The total's node."""
        return len(self.labels) - 1

    @cached_property
    def index(self) -> dict[str, int]:
        """Node by label."""
        return {label: node for node, label in enumerate(self.labels)}

    @cached_property
    def parts(self) -> Sums:
        """The ways in which a node is made of others."""
        found: dict[int, list[tuple[int, ...]]] = {}
        for total, parts in self.sums:
            found.setdefault(total, []).append(parts)
        return found

    @cached_property
    def above(self) -> tuple[frozenset[int], ...]:
        """Per node: itself and every node it is part of."""
        parents: dict[int, set[int]] = {node: set() for node in range(self.size)}
        for total, parts in self.sums:
            for part in parts:
                parents[part].add(total)
        found = []
        for node in range(self.size):
            reached, fresh = {node}, {node}
            while fresh:
                fresh = set().union(*(parents[one] for one in fresh)) - reached
                reached |= fresh
            found.append(frozenset(reached))
        return tuple(found)

    @cached_property
    def equals(self) -> tuple[tuple[int, ...], ...]:
        """Per node: itself and every node that must have its count, because a sum has one part only."""
        found = [{node} for node in range(self.size)]
        for total, parts in self.sums:
            if len(parts) == 1 and not (self.multiple and total == self.total):
                together = found[total] | found[parts[0]]
                for node in together:
                    found[node] = together
        return tuple(tuple(sorted(nodes)) for nodes in found)

    @cached_property
    def categories(self) -> tuple[int, ...]:
        """Codes and groups that somebody can be outside: with single responses not a group that holds every code."""
        return tuple(
            node
            for node in range(self.total)
            if self.multiple or not all(node in self.above[code] for code in range(self.n_codes))
        )

    @cached_property
    def under(self) -> tuple[frozenset[int], ...]:
        """Per node: the codes in it; all of them in the total."""
        found: list[set[int]] = [set() for _ in self.labels]
        for code in range(self.n_codes):
            for node in self.above[code] | {self.total}:
                found[node].add(code)
        return tuple(frozenset(codes) for codes in found)


@dataclass(frozen=True)
class Box:
    """A crossing of nodes: a table that is published, or cells that are watched for a clause.

    Attributes
    ----------
    shown : per dimension the nodes, ascending.
    axes : per dimension (stride, size, per node what leads from it to each shown node above it).
    """

    shown: tuple[tuple[int, ...], ...]
    axes: tuple[tuple[int, int, tuple[tuple[int, ...], ...]], ...]

    @property
    def size(self) -> int:
        """Number of cells."""
        return prod(map(len, self.shown))

    @cached_property
    def sets(self) -> tuple[frozenset[int], ...]:
        """`shown`, for asking what is in it."""
        return tuple(map(frozenset, self.shown))

    def has(self, nodes: Sequence[int]) -> bool:
        """Whether the cell is in the crossing."""
        return all(map(contains, self.sets, nodes))


@dataclass(frozen=True)
class Policy:
    """SPEC's policy; forced and safe cells as cell numbers and (dimension, nodes)."""

    threshold: int
    lowest: int
    groups: bool
    participants: bool
    differences: bool
    min_margin: int
    min_group: int
    safe: tuple[tuple[int, frozenset[int]], ...]
    force_published: frozenset[int]
    force_suppressed: frozenset[int]
    occurring: frozenset[int]
    sums: Rules | None


@dataclass(frozen=True)
class Rules:
    """When a sum of amounts is unsafe: n largest above k %, or the largest known within p %; the amount's column."""

    amount: str
    n: int
    k: int
    p: int


@dataclass(frozen=True)
class Request:
    """What SPEC.json says, with the nodes settled by the certificate."""

    dimensions: tuple[Dimension, ...]
    tables: tuple[Box, ...]
    count: str
    policy: Policy
    known: Mapping[int, int]

    def nodes(self, cell: int) -> list[int]:
        """The digits of a cell's number."""
        return [cell // stride % size for stride, size in self._radices]

    @cached_property
    def _radices(self) -> list[tuple[int, int]]:
        return [(dimension.stride, dimension.size) for dimension in self.dimensions]

    def words(self, cell: int) -> str:
        """The cell for a sentence."""
        pairs = zip(self.dimensions, self.nodes(cell), strict=True)
        return ", ".join(f"{_plain(one.name)} «{_plain(one.labels[node])}»" for one, node in pairs)

    def released(self, nodes: Sequence[int]) -> bool:
        """Whether a table publishes the cell."""
        if self.few:
            return sum(node * one.stride for node, one in zip(nodes, self.dimensions, strict=True)) in self.printed
        return any(table.has(nodes) for table in self.tables)

    @cached_property
    def few(self) -> bool:
        """Whether the published cells are so few that lists over them are worth their memory: many small tables."""
        return sum(table.size for table in self.tables) <= FEW_CELLS

    @cached_property
    def printed(self) -> frozenset[int]:
        """Every cell of every table."""
        return frozenset(cell for table in self.tables for cell in _cells(self, table.shown))

    @cached_property
    def _above(self) -> dict[int, tuple[int, ...]]:
        return {}

    def above(self, cell: int) -> tuple[int, ...]:
        """The published cells that an inner cell is counted in."""
        if cell not in self._above:
            self._above[cell] = tuple(one for one in self.around(cell) if one in self.printed)
        return self._above[cell]

    def around(self, cell: int) -> Iterable[int]:
        """Every cell that an inner cell is counted in."""
        pairs = list(zip(self.dimensions, self.nodes(cell), strict=True))
        return _cells(self, [(node,) if one.multiple else tuple(one.above[node]) for one, node in pairs])

    def moved(self, changes: Cells) -> Cells:
        """What changes in inner cells do to the published cells; those that stay as they are are left out."""
        found: Cells = {}
        if not self.few:
            for table in self.tables:
                found.update(spread(changes, table))
            return found
        for cell, change in changes.items():
            for one in self.above(cell):
                found[one] = found.get(one, 0) + change
        return {cell: change for cell, change in found.items() if change}


def _object(value: object, where: str, allowed: Iterable[str] | None = None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(f"{_plain(where)} skal være et objekt.")
    unknown = [] if allowed is None else sorted(set(value) - set(allowed))
    if unknown:
        raise Unreadable(f"{_plain(where)}: feltet «{_plain(unknown[0])}» kendes ikke.")
    return value


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise Unreadable(f"{_plain(where)} skal være en liste.")
    return value


def _texts(value: object, where: str) -> list[str]:
    texts = [_text(item, where) for item in _list(value, where)]
    if len(set(texts)) < len(texts):
        raise Unreadable(f"{_plain(where)} nævner det samme to gange.")
    return texts


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise Unreadable(f"{_plain(where)} skal være en tekst, der ikke er tom.")
    return value


def _whole(value: object, where: str, least: int = 0, most: int = 10**18) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Unreadable(f"{_plain(where)} skal være et helt tal fra {least} til {most}.")
    return value


def _choice(value: object, where: str, allowed: Sequence[object]) -> Any:  # noqa: ANN401 - one of `allowed`
    if not any(value is one or (isinstance(value, str) and value == one) for one in allowed):
        raise Unreadable(f"{_plain(where)} har en ukendt værdi.")
    return value


def read_request(spec: object, certified: object) -> Request:
    """Read SPEC.json; `certified` is the certificate's "nodes", which settle the order of codes and groups."""
    fields = _object(spec, SPEC, ("dimensions", "tables", "count", "policy", "known"))
    nodes = _object(certified, f"{CERTIFICATE}: nodes")
    items = [_object(item, f"{SPEC}: dimensions") for item in _list(fields.get("dimensions"), f"{SPEC}: dimensions")]
    names = _texts([item.get("name") for item in items], f"{SPEC}: dimensions.name")
    count = _text(fields.get("count", "count"), f"{SPEC}: count")
    if not names or set(nodes) != set(names) or {count, "status", "table"} & set(names) or count in {"status", "table"}:
        raise Unreadable(f"{SPEC} og {CERTIFICATE} har ikke de samme dimensioner, eller et navn er optaget.")
    dimensions: list[Dimension] = []
    stride = 1
    for item in reversed(items):
        dimensions.insert(0, _dimension(item, nodes[item["name"]], stride))
        stride *= dimensions[0].size
    tables_of = fields.get("tables")
    shapes = [names] if tables_of is None else _list(tables_of, f"{SPEC}: tables")
    tables = tuple(_table(shape, dimensions) for shape in shapes)
    if not tables or sum(table.size for table in tables) > MOST_CELLS:
        raise Unreadable(f"{SPEC}: «tables» er tom eller har over {MOST_CELLS} celler.")
    policy = _policy(_object(fields.get("policy", {}), f"{SPEC}: policy", POLICY), dimensions)
    known = _known(_list(fields.get("known", []), f"{SPEC}: known"), dimensions)
    request = Request(tuple(dimensions), tables, count, policy, known)
    _amounts_alone(request)
    return request


def _dimension(item: dict[str, Any], certified: object, stride: int) -> Dimension:
    name = item["name"]
    where = f"{SPEC}: «{name}»"
    _object(item, where, ("name", "role", "total", "responses", "codes", "hierarchies"))
    trees = _list(item.get("hierarchies", []), where)
    parents = {_text(_object(tree, where, ("name", "parents")).get("name"), where): _parents(tree) for tree in trees}
    groups = {parent for tree in parents.values() for parent in tree.values()}
    labels = _texts(certified, f"{CERTIFICATE}: nodes «{name}»")
    n_codes = len(labels) - len(groups) - 1
    codes = labels[: max(n_codes, 0)]
    finest = {child for tree in parents.values() for child in tree} - groups
    listed = {*codes, *finest} if item.get("codes") is None else set(_texts(item["codes"], where))
    total = _text(item.get("total", "I alt"), where)
    if (
        n_codes < 0
        or labels[-1] != total
        or set(labels[n_codes:-1]) != groups
        or set(codes) != listed
        or finest - set(codes)
    ):
        raise Unreadable(f"{where}: koder, grupper og total svarer ikke til dem i {CERTIFICATE}.")
    multiple = _choice(item.get("responses", "single"), where, ("single", "multiple")) == "multiple"
    if len(parents) < len(trees) or (multiple and len(trees) > 1):
        raise Unreadable(f"{where}: to hierarkier har samme navn, eller der er flere på en dimension med flere svar.")
    index = {label: node for node, label in enumerate(labels)}
    levels = {tree: frozenset(index[group] for group in above.values()) for tree, above in parents.items() if above}
    levels[name] = frozenset(range(n_codes))
    sums = [one for tree in parents.values() for one in _sums(tree, index, codes)]
    sums = sums or [(len(codes), tuple(range(len(codes))))] * bool(codes)
    _no_cycle(where, sums, len(labels))
    role = _choice(item.get("role", "sensitive"), where, ("identifying", "sensitive"))
    found = Dimension(name, role, multiple, tuple(labels), n_codes, tuple(dict.fromkeys(sums)), levels, stride)
    _same_members(where, parents, found)
    return found


def _parents(tree: dict[str, Any]) -> dict[str, str]:
    parents = _object(tree.get("parents"), f"{SPEC}: parents")
    return {_text(child, "parents"): _text(parent, "parents") for child, parent in parents.items()}


def _sums(tree: Mapping[str, str], index: Mapping[str, int], codes: Sequence[str]) -> list[tuple[int, tuple[int, ...]]]:
    """What the groups of one hierarchy, and the total, are made of according to it."""
    children: dict[int, list[int]] = {}
    for label in dict.fromkeys((*codes, *tree.values())):
        parent = index[tree[label]] if label in tree else len(index) - 1
        children.setdefault(parent, []).append(index[label])
    return [(total, tuple(parts)) for total, parts in children.items()]


def _no_cycle(where: str, sums: Iterable[tuple[int, tuple[int, ...]]], size: int) -> None:
    """Take away nodes whose parts are all gone, until none is left; what remains goes in a circle."""
    waiting: dict[int, set[int]] = {}
    for total, parts in sums:
        waiting.setdefault(total, set()).update(parts)
    done = set(range(size)) - set(waiting)
    while ready := {node for node, parts in waiting.items() if parts <= done}:
        done |= ready
        for node in ready:
            del waiting[node]
    if waiting:
        raise Unreadable(f"{where}: et hierarki går i ring.")


def _same_members(where: str, trees: Mapping[str, Mapping[str, str]], dimension: Dimension) -> None:
    """A group named by two hierarchies must be the same group in both, or its sums would be two different things."""
    for tree in trees.values():
        groups = set(tree.values())
        members: dict[str, set[int]] = {group: set() for group in groups}
        for label in tree:
            if dimension.index[label] >= dimension.n_codes and label not in groups:
                raise Unreadable(f"{where}: en gruppe i ét hierarki har ingen medlemmer i et andet.")
            above = label
            while dimension.index[label] < dimension.n_codes and above in tree:
                above = tree[above]
                members[above].add(dimension.index[label])
        if any(codes != dimension.under[dimension.index[group]] for group, codes in members.items()):
            raise Unreadable(f"{where}: en gruppe har forskellige medlemmer i to hierarkier.")


def _table(shape: object, dimensions: Sequence[Dimension]) -> Box:
    fields = {"dimensions": shape} if isinstance(shape, list) else _object(shape, f"{SPEC}: tables")
    _object(fields, f"{SPEC}: tables", ("dimensions", "only", "without_total"))
    names = _texts(fields.get("dimensions"), f"{SPEC}: tables")
    if not names or set(names) - {dimension.name for dimension in dimensions}:
        raise Unreadable(f"{SPEC}: «tables» nævner en ukendt dimension eller ingen.")
    only = _object(fields.get("only", {}), f"{SPEC}: tables.only", names)
    without_total = _texts(fields.get("without_total", []), f"{SPEC}: tables.without_total")
    if any(not only.get(name) for name in without_total):
        raise Unreadable(f"{SPEC}: «without_total» nævner en dimension, som «only» ikke siger noget om.")
    shown = []
    for dimension in dimensions:
        nodes = set(range(dimension.size)) if dimension.name in names else set()
        if dimension.name in only:
            nodes = {_node(dimension, label) for label in _texts(only[dimension.name], f"{SPEC}: tables.only")}
        shown.append(nodes if dimension.name in without_total else nodes | {dimension.total})
    return _box(dimensions, shown)


def _box(dimensions: Sequence[Dimension], shown: Sequence[Iterable[int]]) -> Box:
    axes = []
    for dimension, nodes in zip(dimensions, map(frozenset, shown), strict=True):
        # A count of several answers stands for itself; any other counts in all that it is part of.
        above = [frozenset({node}) if dimension.multiple else dimension.above[node] for node in range(dimension.size)]
        shifts = tuple(
            tuple(sorted((up - node) * dimension.stride for up in ups & nodes)) for node, ups in enumerate(above)
        )
        axes.append((dimension.stride, dimension.size, shifts))
    return Box(tuple(tuple(sorted(nodes)) for nodes in shown), tuple(axes))


def _node(dimension: Dimension, label: object) -> int:
    if not isinstance(label, str) or label not in dimension.index:
        raise Unreadable(f"{SPEC}: «{_plain(str(label))}» findes ikke i dimensionen «{_plain(dimension.name)}».")
    return dimension.index[label]


def _cell(item: object, dimensions: Sequence[Dimension]) -> int:
    named = _object(item, f"{SPEC}: celle", [dimension.name for dimension in dimensions])
    nodes = [_node(one, named[one.name]) if one.name in named else one.total for one in dimensions]
    return sum(node * one.stride for node, one in zip(nodes, dimensions, strict=True))


POLICY = (
    *("threshold", "zeros", "group_disclosure", "participants", "differences", "min_margin", "min_group"),
    *("not_unsafe", "force_published", "force_suppressed", "occurring", "weights", "sums"),
)


def _policy(fields: dict[str, Any], dimensions: Sequence[Dimension]) -> Policy:
    where = f"{SPEC}: policy"
    zeros = _choice(fields.get("zeros", "publishable"), f"{where}.zeros", ("publishable", "protected"))
    published, suppressed, occurring = (
        frozenset(_cell(item, dimensions) for item in _list(fields.get(name, []), f"{where}.{name}"))
        for name in ("force_published", "force_suppressed", "occurring")
    )
    if published & suppressed:
        raise Unreadable(f"{where}: en celle er både tvunget offentliggjort og tvunget undertrykt.")
    return Policy(
        threshold=_whole(fields.get("threshold", 5), f"{where}.threshold", 3, HIGHEST_LIMIT),
        lowest=0 if zeros == "protected" else 1,
        groups=_choice(fields.get("group_disclosure", False), f"{where}.group_disclosure", (True, False)),
        participants=_choice(fields.get("participants", False), f"{where}.participants", (True, False)),
        differences=_choice(fields.get("differences", False), f"{where}.differences", (True, False)),
        min_margin=_whole(fields.get("min_margin", 0), f"{where}.min_margin", 0, HIGHEST_LIMIT),
        min_group=_whole(fields.get("min_group", 0), f"{where}.min_group", 0, HIGHEST_LIMIT),
        safe=tuple(_declared(item, dimensions) for item in _list(fields.get("not_unsafe", []), where)),
        force_published=published,
        force_suppressed=suppressed,
        occurring=occurring,
        sums=_rules(_object(fields["sums"], f"{where}.sums", SUMS)) if "sums" in fields else None,
    )


SUMS = ("amount", "contributor", "holding", "n", "k", "p")


def _rules(fields: dict[str, Any]) -> Rules:
    where = f"{SPEC}: policy.sums"
    _texts([fields.get(name) for name in SUMS[:3] if name in fields or name != "holding"], where)
    n, k, p = (
        _whole(fields.get(name, usual), f"{where}.{name}", 1, most)
        for name, usual, most in (("n", 2, 10), ("k", 85, 99), ("p", 10, 100))
    )
    return Rules(fields["amount"], n, k, p)


def _amounts_alone(request: Request) -> None:
    """Refuse what the promise for sums does not cover."""
    policy, sums = request.policy, request.policy.sums
    counted = policy.groups or policy.min_margin or policy.min_group or not policy.lowest or policy.occurring
    partly = any(
        nodes not in ((one.total,), tuple(range(one.size)))
        for table in request.tables
        for one, nodes in zip(request.dimensions, table.shown, strict=True)
    )
    if sums and (counted or partly or any(one.multiple for one in request.dimensions) or request.count != sums.amount):
        raise Unreadable(f"{SPEC}: «sums» kan ikke stå sammen med regler for antal, flere svar eller «only».")


def _declared(item: object, dimensions: Sequence[Dimension]) -> tuple[int, frozenset[int]]:
    fields = _object(item, f"{SPEC}: not_unsafe", ("dimension", "levels"))
    axis = next((place for place, one in enumerate(dimensions) if one.name == fields.get("dimension")), None)
    if axis is None:
        raise Unreadable(f"{SPEC}: not_unsafe nævner en ukendt dimension.")
    found: set[int] = set()
    for level in _texts(fields.get("levels"), f"{SPEC}: not_unsafe"):
        nodes = dimensions[axis].levels.get(level)
        found |= {_node(dimensions[axis], level)} if nodes is None else nodes
    return axis, frozenset(found)


def _known(items: list[Any], dimensions: Sequence[Dimension]) -> dict[int, int]:
    found: dict[int, int] = {}
    for item in items:
        fields = _object(item, f"{SPEC}: known", ("cell", "count"))
        cell, count = _cell(fields.get("cell"), dimensions), _whole(fields.get("count"), f"{SPEC}: known")
        if found.setdefault(cell, count) != count:
            raise Unreadable(f"{SPEC}: «known» giver to tal for samme celle.")
    return found


# ---- Sums and the truth -------------------------------------------------------------------------------------------


def spread(cells: Mapping[int, int], box: Box) -> Cells:
    """Add inner cells, or differences in them, up to every cell of `box`; those that come to 0 are left out."""
    found = dict(cells)
    for stride, size, shifts in box.axes:
        summed: Cells = {}
        for cell, count in found.items():
            for shift in shifts[cell // stride % size]:
                summed[cell + shift] = summed.get(cell + shift, 0) + count
        found = {cell: count for cell, count in summed.items() if count}
    return found


def distinct_cells(boxes: Sequence[tuple[frozenset[int], ...]]) -> int:
    """How many cells the crossings have together, each once."""
    left: list[tuple[frozenset[int], ...]] = []
    for box in sorted(set(boxes), key=lambda one: -prod(map(len, one))):
        if all(box) and not any(all(a <= b for a, b in zip(box, other, strict=True)) for other in left):
            left.append(box)
    if not left:
        return 0
    *rest, last = left
    shared = [tuple(a & b for a, b in zip(last, other, strict=True)) for other in rest]
    return prod(map(len, last)) + distinct_cells(rest) - distinct_cells(shared)


# ---- What follows by subtraction ----------------------------------------------------------------------------------


def _following(request: Request, counts: Cells) -> frozenset[int]:
    """Cells that no table publishes but that follow from published ones: all cells of a sum but one give the last.

    What follows may itself be added and subtracted, and cells between a published cell and one around it with nearly
    its count stand as if they were published. Empty unless the policy asks for it.
    """
    if not request.policy.differences:
        return frozenset()
    printed = {cell for table in request.tables for cell in _cells(request, table.shown)}
    known = printed | _between(request, {cell: counts.get(cell, 0) for cell in printed})
    lines = [
        (one, {node: [line for line in sums if node in line] for node in range(one.size)})
        for one in request.dimensions
        if not one.multiple
        for sums in [[(total, *parts) for total, parts in one.sums]]
    ]
    fresh = set(known)
    while fresh:
        fresh = {last for cell in fresh for one, sums in lines for last in _last_of(cell, one, sums, known)} - known
        known |= fresh
    return frozenset(known - printed)


def _last_of(
    cell: int, one: Dimension, sums: Mapping[int, Sequence[tuple[int, ...]]], known: set[int]
) -> Iterator[int]:
    """The cells that `cell` and others known along one dimension leave as the only unknown of a sum."""
    node = cell // one.stride % one.size
    base = cell - node * one.stride
    for line in sums[node]:
        unknown = [at for at in line if base + at * one.stride not in known]
        if len(unknown) == 1:
            yield base + unknown[0] * one.stride


def _between(request: Request, printed: Cells) -> set[int]:
    """Cells with some filters of a published cell and the others of one around it that counts few more than the first.

    Between all and (women under 18) lie women, and those under 18; filters are dimensions without their total.
    """
    filters = [one for axis, one in enumerate(request.dimensions) if _is_filter(request, axis, one)]
    found: set[int] = set()
    for size in range(1, len(filters)):
        for chosen in combinations(filters, size):
            above = _nearest(printed, chosen, inward=False)
            below = _nearest(printed, [one for one in filters if one not in chosen], inward=True)
            found.update(cell for cell in above.keys() & below if above[cell] - below[cell] < request.policy.threshold)
    return found


def _nested(request: Request, counts: Cells) -> Iterator[tuple[int, int]]:
    """Pairs of published cells, the second within the first by several filters, of which the first counts few more.

    Two that are both held as published are known anyway.
    """
    filters = [axis for axis, one in enumerate(request.dimensions) if _is_filter(request, axis, one)]
    if not request.policy.differences or len(filters) < 2:
        return
    held, alike = request.policy.force_published, dict[tuple[int, ...], list[tuple[int, list[int]]]]()
    for cell in sorted({cell for table in request.tables for cell in _cells(request, table.shown)}):
        nodes = request.nodes(cell)
        same = tuple(node for axis, node in enumerate(nodes) if axis not in filters)
        alike.setdefault(same, []).append((cell, nodes))
    for (outer, above), (inner, below) in (pair for cells in alike.values() for pair in permutations(cells, 2)):
        few = 0 < counts.get(outer, 0) - counts.get(inner, 0) < request.policy.threshold
        if few and not (outer in held and inner in held):
            sets = [(request.dimensions[a].under[below[a]], request.dimensions[a].under[above[a]]) for a in filters]
            if all(one <= other for one, other in sets) and sum(one < other for one, other in sets) > 1:
                yield outer, inner


def _is_filter(request: Request, axis: int, one: Dimension) -> bool:
    return not one.multiple and any(one.total not in table.sets[axis] for table in request.tables)


def _nearest(printed: Cells, axes: Iterable[Dimension], *, inward: bool) -> Cells:
    """Per cell the smallest published count around it along `axes`, or the largest within it."""
    found, better = printed, max if inward else min
    for one in axes:
        reached: Cells = {}
        for cell, count in found.items():
            node = cell // one.stride % one.size
            for other in range(one.size):
                inner, outer = (node, other) if inward else (other, node)
                if one.under[inner] <= one.under[outer]:
                    place = cell + (other - node) * one.stride
                    reached[place] = better(reached.get(place, count), count)
        found = reached
    return found


class Answers:
    """What counts of a dimension with several answers must obey for records to exist that give them."""

    def __init__(self, dimension: Dimension) -> None:
        self._dimension = dimension
        self._family = {total: parts for total, parts in dimension.sums if parts}
        self._parent = {part: total for total, parts in self._family.items() for part in parts}

    def realisable(self, cell: int, inner: Cells, changes: Cells) -> bool:
        """Whether the node of `cell` fits its parent and its children, other dimensions fixed."""
        stride, size = self._dimension.stride, self._dimension.size
        node = cell // stride % size
        base = cell - node * stride
        return all(
            self._fits(base, total, inner, changes)
            for total in (node, self._parent.get(node))
            if total is not None and total in self._family
        )

    def _fits(self, base: int, total: int, inner: Cells, changes: Cells) -> bool:
        """A group counts those with at least one of its codes; the total also those with none."""
        stride = self._dimension.stride
        places = [base + node * stride for node in (total, *self._family[total])]
        whole, *parts = [inner.get(place, 0) + changes.get(place, 0) for place in places]
        return max(parts) <= whole and (total == self._dimension.total or whole <= sum(parts))


class Truth:
    """The true inner cells of the certificate and every sum of them that matters.

    Attributes
    ----------
    follows : cells that no table publishes but that carry the promise too, see `_following`.
    watched : crossings that no table publishes but that known figures or groups need.
    counts : cells of tables and watched crossings that are not 0.
    """

    def __init__(self, request: Request, pairs: object) -> None:
        self.request = request
        self._space = prod(dimension.size for dimension in request.dimensions)
        self._inner_seen: set[int] = set()
        self.inner = self._read(_list(pairs, f"{CERTIFICATE}: inner"))
        multiple = [dimension for dimension in request.dimensions if dimension.multiple]
        if len(multiple) > 1:
            raise Unreadable(f"{SPEC}: to dimensioner har flere svar; et sådant bevis kan ikke efterprøves.")
        self.answers = Answers(multiple[0]) if multiple else None
        self.counts: Cells = {}
        for table in request.tables:
            self.counts.update(spread(self.inner, table))
        self.follows = _following(request, self.counts)
        self.watched = tuple(_watched(request, self.follows))
        for box in self.watched:
            self.counts.update(spread(self.inner, box))

    def _read(self, pairs: list[Any]) -> Cells:
        found: Cells = {}
        for pair in pairs:
            if not isinstance(pair, list) or len(pair) != 2 or type(pair[0]) is not int or not self.is_inner(pair[0]):
                raise Unreadable(f"{CERTIFICATE}: «inner» har et par, der ikke er en inderste celle.")
            if pair[0] in found:
                raise Unreadable(f"{CERTIFICATE}: «inner» har cellen {self.request.words(pair[0])} to gange.")
            found[pair[0]] = _whole(pair[1], f"{CERTIFICATE}: inner", 1)
        return found

    def is_inner(self, cell: int) -> bool:
        """Whether the number is an inner cell: codes, and any node where several answers are possible."""
        if cell in self._inner_seen:
            return True
        if not 0 <= cell < self._space:
            return False
        pairs = zip(self.request.dimensions, self.request.nodes(cell), strict=True)
        if not all(dimension.multiple or node < dimension.n_codes for dimension, node in pairs):
            return False
        self._inner_seen.add(cell)
        return True

    def declared_safe(self, nodes: Sequence[int]) -> bool:
        """Whether the jurist declared that nobody is identified at this level."""
        return any(nodes[axis] in safe for axis, safe in self.request.policy.safe)

    def limit(self, nodes: Sequence[int]) -> int:
        """The count from which a cell is safe."""
        policy = self.request.policy
        at_total = [node == one.total for one, node in zip(self.request.dimensions, nodes, strict=True)]
        limit = policy.threshold
        if sum(at_total) == 1:
            limit = max(limit, policy.min_margin)
        roles = zip(self.request.dimensions, at_total, strict=True)
        if any(one.role == "identifying" and not total for one, total in roles):
            limit = max(limit, policy.min_group)
        return limit

    def unsafe(self) -> Cells:
        """Limit by cell, for the published tables' unsafe cells."""
        policy, found = self.request.policy, {}
        highest = max(policy.threshold, policy.min_margin, policy.min_group)
        for cell in self._candidates():
            count = self.counts.get(cell, 0)
            if policy.lowest <= count < highest and cell not in policy.force_published:
                nodes = self.request.nodes(cell)
                limit = self.limit(nodes)
                known = cell in self.follows or self.request.released(nodes)
                if count < limit and known and not self.declared_safe(nodes):
                    found[cell] = limit
        return found

    def _candidates(self) -> Iterable[int]:
        if self.request.policy.lowest:
            return self.counts
        printed = {cell for table in self.request.tables for cell in _cells(self.request, table.shown)}
        return printed | self.follows


def _cells(request: Request, shown: Sequence[Sequence[int]]) -> Iterator[int]:
    steps = [[node * one.stride for node in nodes] for one, nodes in zip(request.dimensions, shown, strict=True)]
    return map(sum, product(*steps))


def _crossings_of(request: Request, cells: Iterable[int]) -> Iterator[list[set[int]]]:
    """Per set of dimensions that are not at their totals the smallest crossing that has all those cells."""
    found: dict[tuple[bool, ...], list[set[int]]] = {}
    for nodes in map(request.nodes, cells):
        at_total = tuple(node == one.total for one, node in zip(request.dimensions, nodes, strict=True))
        for shown, node in zip(found.setdefault(at_total, [set() for _ in nodes]), nodes, strict=True):
            shown.add(node)
    yield from found.values()


def _watched(request: Request, follows: frozenset[int]) -> Iterator[Box]:
    """Crossings beside the tables: over all known figures, per sensitive dimension for the groups, and what follows."""
    wanted: list[list[set[int]]] = list(_crossings_of(request, follows))
    digits = [request.nodes(cell) for cell in request.known]
    if not all(map(request.released, digits)):
        wanted.append([{nodes[axis] for nodes in digits} for axis in range(len(request.dimensions))])
    for sensitive in request.dimensions if request.policy.groups else ():
        if sensitive.role == "sensitive":
            mixed = ((one, one is sensitive or one.role == "identifying") for one in request.dimensions)
            wanted += [[set(range(one.size)) if whole else {one.total} for one, whole in mixed]]
    for shown in wanted:
        if not any(all(a <= b for a, b in zip(shown, table.sets, strict=True)) for table in request.tables):
            yield _box(request.dimensions, shown)


# ---- protected.csv ------------------------------------------------------------------------------------------------

NOT_LISTED, SHOWN, SUPPRESSED = 0, 1, 2


class Listing:
    """protected.csv, read against the truth: which cells it suppresses, and every way in which it is wrong."""

    def __init__(self, truth: Truth, failures: Failures) -> None:
        self._truth, self._request, self._failures = truth, truth.request, failures
        self._states = [bytearray(table.size) for table in self._request.tables]
        self._places = [self._places_of(table) for table in self._request.tables]
        self.suppressed: set[int] = set()
        self.cells = distinct_cells([table.sets for table in self._request.tables])

    def _places_of(self, table: Box) -> list[dict[str, tuple[int, int]]]:
        """Per dimension: label -> (what it adds to the place in the table, what it adds to the cell's number)."""
        found, step = [], table.size
        for dimension, nodes in zip(self._request.dimensions, table.shown, strict=True):
            step //= len(nodes)
            steps = ((dimension.labels[node], (rank * step, node)) for rank, node in enumerate(nodes))
            found.append({label: (place, node * dimension.stride) for label, (place, node) in steps})
        return found

    def read(self, lines: Iterator[str]) -> None:
        """Read the file, then look for what it leaves out."""
        rows = csv.reader(lines, strict=True)
        header = next(rows, [])
        wanted = [*(dimension.name for dimension in self._request.dimensions), self._request.count, "status"]
        several = len(self._request.tables) > 1
        if sorted(header) not in (sorted([*wanted, "table"]), *([] if several else [sorted(wanted)])):
            raise Unreadable(f"{PROTECTED}: kolonnerne skal være {_plain(', '.join(wanted))}{', table' * several}.")
        columns = [header.index(name) for name in wanted]
        table = header.index("table") if "table" in header else None
        for number, row in enumerate(rows, start=2):
            sentence = "rækken har for få eller for mange felter"
            if len(row) == len(header):
                sentence = self._row([row[column] for column in columns], "0" if table is None else row[table])
            if sentence:
                self._failures.add(f"rækker i {PROTECTED}", f"{PROTECTED}, række {number}: {sentence}.")
        self._look_for_missing()
        self._look_for_contradictions()

    def _row(self, row: list[str], table: str) -> str:
        """Take in one row; returns what is wrong with it, or nothing."""
        *labels, count, status = row
        number = int(table) if table.isascii() and table.isdigit() and len(table) < 9 else len(self._states)
        if number >= len(self._states):
            return f"tabellen «{_plain(table)}» findes ikke"
        place = cell = 0
        for label, known in zip(labels, self._places[number], strict=True):
            if label not in known:
                return f"«{_plain(label)}» hører ikke til i tabellen"
            step, part = known[label]
            place += step
            cell += part
        if self._states[number][place] != NOT_LISTED:
            return f"cellen {self._request.words(cell)} står der to gange"
        self._states[number][place] = SUPPRESSED if status == "suppressed" else SHOWN
        if status == "suppressed":
            self.suppressed.add(cell)
        expected = {"suppressed": "", "published": str(self._truth.counts.get(cell, 0))}.get(status)
        if count == expected:
            return ""
        return f"status eller tal i cellen {self._request.words(cell)} svarer ikke til summen af de inderste celler"

    def _look_for_missing(self) -> None:
        """Every cell must be there; in a very large release zeros that are shown may be left out."""
        kind = f"celler, der mangler i {PROTECTED}"
        for number, (table, state) in enumerate(zip(self._request.tables, self._states, strict=True)):
            if NOT_LISTED not in state:
                continue
            for place, cell in enumerate(_cells(self._request, table.shown)):
                if state[place] == NOT_LISTED and (self.cells <= FULL_LISTING or self._truth.counts.get(cell, 0)):
                    self._failures.add(
                        kind, f"{PROTECTED}, tabel {number}: cellen {self._request.words(cell)} mangler."
                    )

    def _look_for_contradictions(self) -> None:
        """A cell that two tables share is suppressed in both or in neither."""
        for cell in sorted(self.suppressed) if len(self._states) > 1 else ():
            nodes = self._request.nodes(cell)
            for number, table in enumerate(self._request.tables):
                if table.has(nodes) and self._state(number, nodes) != SUPPRESSED:
                    words = f"cellen {self._request.words(cell)} er undertrykt i én tabel og vist i tabel {number}"
                    self._failures.add("fælles celler", f"{PROTECTED}: {words}.")

    def _state(self, number: int, nodes: Sequence[int]) -> int:
        pairs = zip(self._request.dimensions, self._places[number], nodes, strict=True)
        return self._states[number][sum(places[one.labels[node]][0] for one, places, node in pairs)]


# ---- The alternatives and the promise -----------------------------------------------------------------------------


class Promise:
    """Every clause of the promise, and which of them the alternatives have shown so far.

    Attributes
    ----------
    limits : unsafe cells and the count from which each would be safe.
    open_groups : (group, part) clauses that nothing has shown yet.
    differences : pairs of published cells, one within the other, and the values shown of what is between them.
    uncertain : those of them of which the reader has been shown another value than the truth.
    weaker : groups of one person whose count was given before; of them one may be outside a category, and not two.
    relaxed : cells that stand in a sum with a suppressed zero: for them even the reader cannot exclude 0.
    """

    def __init__(self, truth: Truth, suppressed: set[int], failures: Failures) -> None:
        self._truth, self._request, self._failures = truth, truth.request, failures
        self._policy, self._suppressed = truth.request.policy, suppressed
        self.limits = truth.unsafe()
        self.relaxed = self._relaxed()
        self._by_reader = {cell: 1 << truth.counts.get(cell, 0) for cell in self.limits}
        self._by_anyone = dict(self._by_reader)
        self._floors: dict[tuple[int, bool], int] = {}
        self._alone = self._participants() if self._policy.participants else frozenset()
        self._at_home = self._homes()
        self._never_spared: dict[int, frozenset[int]] = {}
        self._reached: dict[int, bool] = {}
        self.open_groups = set(self._group_clauses()) if self._policy.groups else set()
        self.group_clauses = len(self.open_groups)
        self.weaker = sorted({group for group, _ in self.open_groups if self._outside(group) < OUTSIDE})
        self.differences = dict.fromkeys(_nested(self._request, truth.counts), 0)
        self.uncertain: set[tuple[int, int]] = set()
        self._above: dict[int, tuple[int, ...]] = {}
        self._clauses_at: dict[int, list[tuple[int, int]]] = {}
        for clause in sorted(self.open_groups):
            for cell in clause:
                self._clauses_at.setdefault(cell, []).append(clause)

    def _lines(self, nodes: Sequence[int]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """(dimension, first node, nodes) of every sum the cell stands in whose cells are all published."""
        for axis, dimension in enumerate(self._request.dimensions):
            if dimension.multiple:
                continue
            tables = [
                table
                for table in self._request.tables
                if table.has((*nodes[:axis], table.shown[axis][0], *nodes[axis + 1 :]))
            ]
            shown = frozenset[int]().union(*(table.sets[axis] for table in tables))
            for total, parts in dimension.sums:
                if (nodes[axis] == total or nodes[axis] in parts) and shown.issuperset((total, *parts)):
                    yield axis, total, (total, *parts)

    def _relaxed(self) -> set[int]:
        found: set[int] = set()
        if self._policy.lowest == 0:
            return found
        done = set()
        for cell in self._suppressed:
            if self._truth.counts.get(cell, 0):
                continue
            nodes = self._request.nodes(cell)
            for axis, _, line in self._lines(nodes):
                stride = self._request.dimensions[axis].stride
                base = cell - nodes[axis] * stride
                if (base, axis, line) not in done:
                    done.add((base, axis, line))
                    found.update(base + node * stride for node in line)
        return found

    def _participants(self) -> frozenset[int]:
        """Finest cells of the tables with one person in them."""
        finest = [
            [self._finest(one, nodes) for one, nodes in zip(self._request.dimensions, table.sets, strict=True)]
            for table in self._request.tables
        ]
        ones = (cell for cell, count in self._truth.counts.items() if count == 1)
        return frozenset(
            cell
            for cell in ones
            if any(
                all(node in box for node, box in zip(self._request.nodes(cell), boxes, strict=True)) for boxes in finest
            )
        )

    def _homes(self) -> dict[int, frozenset[int]]:
        """Per inner cell with one person the participants' cells she stands in: she knows her place in all tables."""
        if not self._alone or self._truth.answers is not None:
            return {}
        ones = (cell for cell, count in self._truth.inner.items() if count == 1)
        above = {cell: {one for table in self._request.tables for one in spread({cell: 1}, table)} for cell in ones}
        return {cell: self._alone.intersection(cells) for cell, cells in above.items()}

    @staticmethod
    def _finest(dimension: Dimension, shown: frozenset[int]) -> frozenset[int]:
        if len(shown) == 1:
            return shown
        divided = {total for total, parts in dimension.sums if shown.issuperset(parts)}
        return shown - divided - {dimension.total}

    def _group_clauses(self) -> Iterator[tuple[int, int]]:
        """(group, part) where in truth all, or all but one, of a group are in one category."""
        counts, dimensions = self._truth.counts, self._request.dimensions
        sensitive = [(axis, one) for axis, one in enumerate(dimensions) if one.role == "sensitive"]
        whole = sum(one.total * one.stride for one in dimensions)
        for group, count in counts.items():
            nodes = self._request.nodes(group)
            if group == whole or any(nodes[axis] != one.total for axis, one in sensitive):
                continue
            if self._truth.declared_safe(nodes) or not self._is_group(group, nodes):
                continue
            most = count - self._outside(group)
            for _, one in sensitive:
                for node in one.categories:
                    part = group + (node - one.total) * one.stride
                    if counts.get(part, 0) > most and not self._truth.declared_safe(self._request.nodes(part)):
                        yield group, part

    def _outside(self, group: int) -> int:
        """So many of a group may be outside a category: two, or all of a smaller one whose count was given before."""
        given = self._policy.differences and group in self._policy.force_published
        return min(OUTSIDE, self._truth.counts.get(group, 0)) if given else OUTSIDE

    def _is_group(self, group: int, nodes: Sequence[int]) -> bool:
        """With answers of several years as one system a group is a cell that is published or follows from what is."""
        known = not self._policy.differences or group in self._truth.follows
        return known or self._request.released(nodes)

    def alternative(self, number: int, line: str) -> None:
        """Check one alternative table and tick off what it shows."""
        kind, changes = _alternative_of(line)
        sentence = kind if not changes else self._impossible(changes)
        moved: Cells = {}
        if not sentence:
            moved = self._request.moved(changes)
            sentence = self._disagrees(moved, reader=kind == "reader")
        if not sentence:
            beside = self._beside(changes, moved)
            sentence = "ændrer et tal, der er kendt" if self._request.known.keys() & beside.keys() else ""
        if sentence:
            self._failures.add(f"tabeller i {ALTERNATIVES}", f"{ALTERNATIVES}, linje {number}: tabellen {sentence}.")
            return
        self._tick_values(beside, reader=kind == "reader" or self._policy.lowest == 0)
        self._tick_differences(moved, reader=kind == "reader" or self._policy.lowest == 0)
        if kind == "reader" or self._policy.lowest == 0:
            self._tick_participants(beside, changes)
            self._tick_groups(beside)

    def _beside(self, changes: Cells, moved: Cells) -> Cells:
        """What changes, in published cells and in those that carry a clause or are known."""
        found = dict(moved)
        if not self._request.few:
            for box in self._truth.watched:
                found.update(spread(changes, box))
            return found
        for cell, change in changes.items():
            for one in self._carrying(cell):
                found[one] = found.get(one, 0) + change
        return {cell: change for cell, change in found.items() if change}

    def _carrying(self, cell: int) -> tuple[int, ...]:
        """The cells that no table publishes and that carry a clause or are known, among those around an inner cell."""
        if cell not in self._above:
            beside = (one for one in self._request.around(cell) if one not in self._request.printed)
            carry = (self.limits, self._clauses_at, self._request.known)
            self._above[cell] = tuple(one for one in beside if any(one in cells for cells in carry))
        return self._above[cell]

    def _impossible(self, changes: Cells) -> str:
        """Why no records could give these inner cells, or nothing."""
        truth = self._truth
        for cell, change in changes.items():
            if not truth.is_inner(cell):
                return "ændrer en celle, der ikke er en inderste celle"
            if truth.inner.get(cell, 0) + change < 0:
                return f"har et negativt antal i {self._request.words(cell)}"
        if truth.answers is not None:
            for cell in changes:
                if not truth.answers.realisable(cell, truth.inner, changes):
                    return f"kan ikke komme af poster med flere svar, se {self._request.words(cell)}"
        return ""

    def _disagrees(self, moved: Cells, *, reader: bool) -> str:
        """Which published cell, or for the reader which suppressed cell, gives the table away; or nothing."""
        counts = self._truth.counts
        for cell, change in moved.items():
            if cell not in self._suppressed:
                return f"ændrer den viste celle {self._request.words(cell)}"
            if cell in self._policy.occurring and counts.get(cell, 0) + change == 0:
                return f"sætter {self._request.words(cell)} til 0, men det vides, at der er nogen"
            if reader and self._policy.lowest and counts.get(cell, 0) + change == 0 and cell not in self.relaxed:
                return f"sætter {self._request.words(cell)} til 0, og det udelukker en læser, der ser de viste nuller"
        return ""

    def _tick_values(self, moved: Cells, *, reader: bool) -> None:
        for cell, change in moved.items():
            limit = self.limits.get(cell)
            if limit is not None:
                value = self._truth.counts.get(cell, 0) + change
                if value < limit:
                    self._by_anyone[cell] |= 1 << value
                    if reader:
                        self._by_reader[cell] |= 1 << value

    def _tick_differences(self, moved: Cells, *, reader: bool) -> None:
        """A table shows a value of what two published cells leave between them."""
        counts = self._truth.counts
        for pair in self.differences:
            change = moved.get(pair[0], 0) - moved.get(pair[1], 0)
            value = counts.get(pair[0], 0) - counts.get(pair[1], 0) + change
            if 0 < value < self._policy.threshold:
                self.differences[pair] |= 1 << value
            if reader and change:
                self.uncertain.add(pair)

    def _tick_participants(self, moved: Cells, changes: Cells) -> None:
        """A participant is spared by a table that leaves her cell and her place as they are and changes the other."""
        if not self._alone:
            return
        displaced = (self._at_home.get(cell, frozenset()) for cell in changes)
        changed = self._alone.intersection(moved).union(*displaced)
        for cell in moved:
            if cell in self.limits:
                before = self._never_spared.get(cell)
                if before is None or before:
                    self._never_spared[cell] = changed if before is None else before & changed

    def _tick_groups(self, moved: Cells) -> None:
        counts = self._truth.counts
        for cell in moved if self.open_groups else ():
            for clause in self._clauses_at.get(cell, ()):
                if clause in self.open_groups:
                    group, part = (counts.get(one, 0) + moved.get(one, 0) for one in clause)
                    if group - part >= self._outside(clause[0]):
                        self.open_groups.discard(clause)

    def conclude(self) -> dict[str, int]:
        """Report every clause that nothing has shown; return how many clauses there are of each kind."""
        for cell in sorted(self.limits):
            self._conclude_values(cell)
            self._conclude_participants(cell)
        for pair, shown in sorted(self.differences.items()):
            self._conclude_difference(pair, shown)
        for group, part in sorted(self.open_groups):
            words = f"{self._request.words(part)}, set mod gruppen {self._request.words(group)}"
            self._failures.add("grupper", f"Ingen tabel viser to af gruppen uden for kategorien: {words}.")
        for group in self.weaker:
            self._failures.weaker.append(f"{self._request.words(group)}: {WEAKER}.")
        values = sum(limit - self._policy.lowest for limit in self.limits.values())
        counts = {"values": values, "participants": len(self._alone), "groups": self.group_clauses}
        return counts | ({"weaker_groups": len(self.weaker)} if self.weaker else {})

    def _conclude_values(self, cell: int) -> None:
        least = max(self._policy.lowest, self._floor(cell, named=True))
        promised = max((1 << self.limits[cell]) - (1 << least), 0)
        missing = promised & ~self._by_reader[cell]
        if missing and self._policy.lowest:
            below = (1 << self._floor(cell)) - 1
            missing &= ~(below & self._by_anyone[cell])
        if missing:
            values = ", ".join(str(value) for value in range(missing.bit_length()) if missing >> value & 1)
            words = f"cellen {self._request.words(cell)} kan have værdien {values}"
            self._failures.add("værdier", f"Ingen tabel viser, at {words}.")

    def _conclude_difference(self, pair: tuple[int, int], shown: int) -> None:
        truth = self._truth.counts.get(pair[0], 0) - self._truth.counts.get(pair[1], 0)
        missing = ((1 << self._policy.threshold) - 2) & ~(shown | 1 << truth)
        if missing or pair not in self.uncertain:
            words = f"{self._request.words(pair[0])} minus {self._request.words(pair[1])}"
            self._failures.add("forskelle", f"En lille forskel kan regnes ud, eller værdier af den udelukkes: {words}.")

    def _floor(self, cell: int, *, named: bool = False) -> int:
        """The least value that the shown zeros leave a cell for the reader, or names alone (`occurring`) to anyone."""
        if (cell, named) not in self._floors:
            equals = self._equals(cell)
            released = [one for one in equals if self._request.released(self._request.nodes(one))]
            floors = [self._least(one, named=named) for one in released]
            if released and not self._truth.counts.get(cell, 0):
                floors = [0]
            else:
                sums = self._sums_under(equals)
                floors += [self._floor_of_sum(parts, multiple, named=named) for parts, multiple in sums]
            self._floors.update(dict.fromkeys(((one, named) for one in equals), max(floors, default=0)))
        return self._floors[cell, named]

    def _least(self, cell: int, *, named: bool) -> int:
        """The least value of a published cell by itself."""
        hidden = named or (cell in self._suppressed and cell in self.relaxed)
        return int(cell in self._policy.occurring or not hidden)

    def _equals(self, cell: int) -> list[int]:
        """The cell, and those that must have the same count because groups have one part only."""
        digits = zip(self._request.dimensions, self._request.nodes(cell), strict=True)
        return [
            sum(steps) for steps in product(*([node * one.stride for node in one.equals[at]] for one, at in digits))
        ]

    def _sums_under(self, equals: Sequence[int]) -> Iterator[tuple[list[int], bool]]:
        """The sums that make up one of these equal cells: their parts, and whether records may stand in several."""
        for cell in equals:
            nodes = self._request.nodes(cell)
            for axis, dimension in enumerate(self._request.dimensions):
                for parts in dimension.parts.get(nodes[axis], ()):
                    below = [cell + (part - nodes[axis]) * dimension.stride for part in parts]
                    if below[0] not in equals:
                        yield below, dimension.multiple

    def _floor_of_sum(self, parts: Sequence[int], multiple: bool, *, named: bool) -> int:
        least = [self._floor(one, named=named) for one in parts if self._reaches(one)]
        return max(least, default=0) if multiple else sum(least)

    def _reaches(self, cell: int) -> bool:
        """Whether the cell, or one under it, is published; nothing is known of others."""
        if cell not in self._reached:
            nodes = self._request.nodes(cell)
            self._reached[cell] = any(
                all(node in reach for node, reach in zip(nodes, reaches, strict=True)) for reaches in self._reach
            )
        return self._reached[cell]

    @cached_property
    def _reach(self) -> list[list[frozenset[int]]]:
        return [
            [
                frozenset[int]().union(*(one.above[node] for node in nodes))
                for one, nodes in zip(self._request.dimensions, table.shown, strict=True)
            ]
            for table in self._request.tables
        ]

    def _conclude_participants(self, cell: int) -> None:
        """Report who can work out the count of others by taking herself away."""
        for one in sorted(self._never_spared.get(cell, self._alone)):
            if self._has_others(cell, one):
                words = f"den, der er alene i {self._request.words(one)}, kan regne {self._request.words(cell)} ud"
                self._failures.add("deltagere", f"Intet viser andet, end at {words}.")

    def _has_others(self, cell: int, one: int) -> bool:
        """Whether others than the participant are in the cell; a cell within hers has nobody but her in it."""
        count = self._truth.counts.get(cell, 0)
        if not count or cell == one:
            return False
        return (count > 1 or not self._contains(cell, one)) and not self._contains(one, cell)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every participant with every cell that she must not be able to work out."""
        return (pair for pair in product(sorted(self._alone), sorted(self.limits)) if self._has_others(*pair[::-1]))

    def _contains(self, outer: int, inner: int) -> bool:
        """Whether everybody counted in `inner` is counted in `outer`."""
        digits = zip(self._request.dimensions, self._request.nodes(inner), self._request.nodes(outer), strict=True)
        return all(one.under[below] <= one.under[above] for one, below, above in digits)


def _alternative_of(line: str) -> tuple[str, Cells]:
    """The kind and the changes; without changes the kind is what is wrong with the line."""
    kind, *pairs = line.split() or [""]
    if kind not in {"reader", "outsider"} or not pairs:
        return "er ikke skrevet som «reader» eller «outsider» og ændringer", {}
    changes: Cells = {}
    for pair in pairs:
        cell, _, change = pair.partition(":")
        if not (_is_whole(cell) and _is_whole(change)) or int(cell) in changes or int(change) == 0:
            return "har en ændring, der ikke er skrevet som celle:forskel, eller en celle to gange", {}
        changes[int(cell)] = int(change)
    return kind, changes


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 40


# ---- Sums of amounts ----------------------------------------------------------------------------------------------

ANYONE = -1
"""Whoever has no part in a cell, and knows nothing that speaks against an alternative."""


class Contributions:
    """Who gave what, from the certificate: numbers for names, one amount per inner cell and contributor.

    Attributes
    ----------
    inner : inner cell -> contributor -> amount.
    parts, places : published cell -> contributor -> amount, and in how many inner cells she gave it.
    """

    def __init__(self, triples: object) -> None:
        self.inner: dict[int, Cells] = {}
        for triple in _list(triples, f"{CERTIFICATE}: contributions"):
            if not isinstance(triple, list) or len(triple) != 3:
                raise Unreadable(f"{CERTIFICATE}: «contributions» skal have celle, bidragyder og beløb.")
            cell, who, amount = (_whole(one, f"{CERTIFICATE}: contributions") for one in triple)
            if not amount or self.inner.setdefault(cell, {}).setdefault(who, amount) != amount:
                raise Unreadable(f"{CERTIFICATE}: «contributions» har et bidrag på 0 eller to fra samme bidragyder.")
        self.parts: dict[int, Cells] = {}
        self.places: dict[int, Cells] = {}

    def sums(self) -> list[list[int]]:
        """Inner cells and their amounts."""
        return [[cell, sum(given.values())] for cell, given in self.inner.items()]

    def add_up(self, request: Request) -> None:
        """Add every contributor's amounts up to the published cells."""
        own: dict[int, Cells] = {}
        for cell, given in self.inner.items():
            for who, amount in given.items():
                own.setdefault(who, {})[cell] = amount
        for who, amounts in own.items():
            for found, cells in ((self.parts, amounts), (self.places, dict.fromkeys(amounts, 1))):
                for cell, amount in self._spread(cells, request).items():
                    found.setdefault(cell, {})[who] = amount

    @staticmethod
    def _spread(cells: Cells, request: Request) -> Cells:
        found: Cells = {}
        for table in request.tables:
            found.update(spread(cells, table))
        return found


class SumsPromise:
    """The promise for sums: nobody can estimate another's contribution to an unsafe sum within p %.

    For an attacker who gave x to a cell with sum T the cell must possibly be T + level and T - level, or as little as
    she knows it to be at least. An alternative is possible for her when inner cells that are 0 stay 0, all others are
    at least 1 and at least what she gave, those that she alone gave to are unchanged, and so is all that is published.

    Attributes
    ----------
    limits : the unsafe cells, each with the largest level that anybody demands.
    """

    def __init__(self, truth: Truth, given: Contributions, suppressed: set[int], failures: Failures) -> None:
        policy = truth.request.policy
        assert policy.sums is not None
        self._truth, self._given, self._suppressed, self._failures = truth, given, suppressed, failures
        self._rules, self._threshold = policy.sums, policy.threshold
        self._floors: Cells = {}
        for table in truth.request.tables:
            self._floors.update(spread(dict.fromkeys(truth.inner, 1), table))
        self._levels = {cell: levels for cell in given.parts if (levels := self._unsafe(cell))}
        self.limits = {cell: max(levels.values()) for cell, levels in self._levels.items()}
        self._shown: dict[tuple[int, bool], list[tuple[int, frozenset[int]]]] = {}

    def _unsafe(self, cell: int) -> Cells:
        """The level per contributor in the cell, and for ANYONE; nothing where the cell is safe."""
        nodes = self._truth.request.nodes(cell)
        if cell in self._truth.request.policy.force_published or self._truth.declared_safe(nodes):
            return {}
        rules, parts = self._rules, self._given.parts[cell]
        total, amounts = sum(parts.values()), sorted(parts.values(), reverse=True)
        if not self._breaks_a_rule(amounts):
            return {}
        dominant = 100 * sum(amounts[: rules.n]) - rules.k * total
        few = len(amounts) < self._threshold
        least = max(-(-dominant // rules.k) if dominant > 0 else 0, -(-rules.p * amounts[0] // 100) if few else 0)
        levels = {ANYONE: max(least, self._estimate(total, amounts[0], 0))}
        for who, own in parts.items() if len(parts) > 1 else ():
            other = amounts[1] if own == amounts[0] else amounts[0]
            levels[who] = max(least, self._estimate(total, other, own))
        return levels

    def _breaks_a_rule(self, amounts: Sequence[int]) -> bool:
        """Dominance, few contributors, or the p % rule; contributions with the largest first."""
        rules, total = self._rules, sum(amounts)
        dominant = 100 * sum(amounts[: rules.n]) > rules.k * total
        return dominant or len(amounts) < self._threshold or 100 * (total - sum(amounts[:2])) < rules.p * amounts[0]

    def _lines(self, cell: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """(total, dimension, parts) of the published sums that a cell is a part or the total of."""
        nodes = self._truth.request.nodes(cell)
        for axis, one in enumerate(self._truth.request.dimensions):
            ends = ([*nodes[:axis], node, *nodes[axis + 1 :]] for node in (0, one.total))
            if all(self._truth.request.released(end) for end in ends):
                for total, parts in one.sums:
                    if nodes[axis] in (total, *parts):
                        steps = [cell + (node - nodes[axis]) * one.stride for node in (total, *parts)]
                        yield steps[0], axis, tuple(steps[1:])

    def _check_unions(self) -> None:
        """What the suppressed parts of a published sum are together is known too, and must break no rule either."""
        known = self._truth.request.known.keys()
        hidden = {cell for cell in self._suppressed - known if cell in self._given.parts}
        for total, axis, parts in sorted({line for cell in hidden for line in self._lines(cell)}):
            if total not in hidden:
                direct = hidden.intersection(parts)
                apart = {one for part in direct for one in self._apart(part, axis, hidden)}
                if any(self._is_unsafe_union(cells, total) for cells in (direct, apart)):
                    words = (
                        f"beløb i {self._truth.request.words(total)} er tilsammen et usikkert beløb, der kan regnes ud"
                    )
                    self._failures.add("tilsammen", f"De undertrykte {words}.")

    def _apart(self, cell: int, axis: int, hidden: set[int]) -> set[int]:
        """The suppressed parts of a suppressed sum along one dimension, down to those that are no sums."""
        below = [parts for total, along, parts in self._lines(cell) if total == cell and along == axis]
        if not below:
            return {cell}
        return {one for part in hidden.intersection(min(below)) for one in self._apart(part, axis, hidden)}

    def _is_unsafe_union(self, cells: set[int], total: int) -> bool:
        """Whether cells break a rule together; all of a published sum is no more than what is published."""
        counts = self._truth.counts
        if sum(counts[cell] for cell in cells) == counts[total]:
            return False
        if all(self._truth.declared_safe(self._truth.request.nodes(cell)) for cell in cells):
            return False
        together: Counter[int] = Counter()
        for cell in cells:
            together.update(self._given.parts[cell])
        return self._breaks_a_rule(sorted(together.values(), reverse=True))

    def _estimate(self, total: int, other: int, own: int) -> int:
        """How far above the truth the sum must reach for an estimate of `other` from above to miss by p %."""
        return -((100 * total - (100 + self._rules.p) * other - 100 * own) // 100)

    def alternative(self, number: int, line: str) -> None:
        """Check one alternative table and note what it shows."""
        kind, changes = _alternative_of(line)
        moved: Cells = {}
        for table in self._truth.request.tables:
            moved.update(spread(changes, table))
        beside = dict(moved)
        for box in self._truth.watched:
            beside.update(spread(changes, box))
        sentence = self._impossible(changes, moved, beside) if changes else kind
        if sentence:
            self._failures.add(f"tabeller i {ALTERNATIVES}", f"{ALTERNATIVES}, linje {number}: tabellen {sentence}.")
            return
        blind = self._blind(changes)
        for cell in moved.keys() & self._levels.keys():
            self._shown.setdefault((cell, moved[cell] > 0), []).append((abs(moved[cell]), blind))

    def _impossible(self, changes: Cells, moved: Cells, beside: Cells) -> str:
        """Why nobody would believe the table, or nothing."""
        words = self._truth.request.words
        for cell, change in changes.items():
            if cell not in self._truth.inner:
                return "ændrer en celle, der ikke er en inderste celle med et beløb over 0"
            if self._truth.inner[cell] + change < 1:
                return f"har et beløb under 1 i {words(cell)}"
        for cell in moved:
            if cell not in self._suppressed:
                return f"ændrer den viste celle {words(cell)}"
        return "ændrer et tal, der er kendt" if self._truth.request.known.keys() & beside.keys() else ""

    def _blind(self, changes: Cells) -> frozenset[int]:
        """The contributors who know that the table is not the true one."""
        found: set[int] = set()
        for cell, change in changes.items():
            given = self._given.inner[cell]
            left = self._truth.inner[cell] + change
            found.update(who for who, own in given.items() if own > left or len(given) == 1)
        return frozenset(found)

    def conclude(self) -> dict[str, int]:
        """Report every unsafe sum that is not shown wide enough for everybody; return how much there was to show."""
        self._check_unions()
        for cell in sorted(self._levels):
            for above in (True, False):
                shown = self._shown.get((cell, above), [])
                attackers = set(self._levels[cell]).union(*(blind for _, blind in shown))
                if not all(self._holds(cell, above, who, shown) for who in attackers):
                    side = "over" if above else "under"
                    words = f"cellen {self._truth.request.words(cell)} kan ligge langt nok {side} sit beløb"
                    self._failures.add("beløb", f"Ingen tabel viser alle, at {words}.")
        return {
            "sums": 2 * len(self._levels),
            "contributors": len({who for one in self._given.inner.values() for who in one}),
        }

    def _holds(self, cell: int, above: bool, who: int, shown: Sequence[tuple[int, frozenset[int]]]) -> bool:
        parts, places = self._given.parts[cell], self._given.places[cell]
        if who in parts and len(parts) == 1:
            return True
        wanted = self._levels[cell][who if who in parts else ANYONE]
        if not above:
            floor = self._floors[cell] + parts.get(who, 0) - places.get(who, 0)
            wanted = min(wanted, self._truth.counts[cell] - floor)
        return wanted <= 0 or any(reach >= wanted and who not in blind for reach, blind in shown)


# ---- Rounded tables -----------------------------------------------------------------------------------------------


class Rounding:
    """A rounded table, and the tables that could be true instead of the true one.

    Whoever knows the base and the method knows of the true table that every published cell lies less than the base
    from its rounded count. So every table of whole numbers, 0 or more, that does so could be true. From the rounded
    table itself, which is one of them, this class makes one for every clause of the promise, and looks whether it is
    one: no published cell may have moved by the base or more.

    Attributes
    ----------
    inner, counts : the rounded inner cells, and every published sum of them; zeros left out.
    """

    def __init__(self, truth: Truth, pairs: object, base: int, failures: Failures) -> None:
        self._truth, self._request, self._failures, self._base = truth, truth.request, failures, base
        self.inner = self._read(_list(pairs, f"{CERTIFICATE}: rounded"))
        self.counts: Cells = {}
        for table in self._request.tables:
            self.counts.update(spread(self.inner, table))
        self._clauses = Promise(truth, set(), Failures())

    def _read(self, pairs: list[Any]) -> Cells:
        found: Cells = {}
        for pair in pairs:
            if not isinstance(pair, list) or len(pair) != 2 or type(pair[0]) is not int:
                raise Unreadable(f"{CERTIFICATE}: «rounded» har et par, der ikke er celle og tal.")
            if not self._truth.is_inner(pair[0]) or pair[0] in found:
                raise Unreadable(f"{CERTIFICATE}: «rounded» har en celle to gange, eller en, der ikke er en inderste.")
            found[pair[0]] = _whole(pair[1], f"{CERTIFICATE}: rounded", 1)
        return found

    def check(self) -> dict[str, int]:
        """Report whatever does not hold; return how many clauses there are of each kind."""
        self._check_base()
        self._check_near()
        limits, policy = self._clauses.limits, self._request.policy
        for cell in sorted(limits):
            missing = [value for value in range(policy.lowest, limits[cell]) if not self._shows(cell, value)]
            if missing:
                words = f"cellen {self._request.words(cell)} kan have værdien {', '.join(map(str, missing))}"
                self._failures.add("værdier", f"Ingen tabel viser, at {words}.")
        pairs = list(self._clauses.pairs())
        for one, cell in pairs:
            if not self._spares(one, cell):
                words = f"den, der er alene i {self._request.words(one)}, kan regne {self._request.words(cell)} ud"
                self._failures.add("deltagere", f"Intet viser andet, end at {words}.")
        groups = sorted(self._clauses.open_groups)
        for group, part in groups:
            if not self._leaves_two(group, part):
                words = f"{self._request.words(part)}, set mod gruppen {self._request.words(group)}"
                self._failures.add("grupper", f"Ingen tabel viser to af gruppen uden for kategorien: {words}.")
        values = sum(limit - policy.lowest for limit in limits.values())
        return {"values": values, "participants": len({one for one, _ in pairs}), "groups": len(groups)}

    def _check_base(self) -> None:
        """The base is large enough, all inner cells are multiples of it, and nothing exact is known beside them."""
        highest = max(self._clauses.limits.values(), default=self._request.policy.threshold)
        if self._base < max(highest, self._request.policy.threshold):
            self._failures.add("base", f"Basen {self._base} er mindre end grænsen for små tal, {highest}.")
        if any(count % self._base for count in self.inner.values()):
            self._failures.add("base", f"{CERTIFICATE}: et afrundet tal er ikke et multiplum af {self._base}.")
        if self._request.known:
            self._failures.add("kendte tal", f"{SPEC}: kendte nøjagtige tal kan ikke stå ved siden af afrundede.")
        answers = self._truth.answers
        if answers is not None and not all(answers.realisable(cell, self.inner, {}) for cell in self.inner):
            self._failures.add("flere svar", f"{CERTIFICATE}: ingen poster med flere svar kan give de afrundede tal.")

    def _check_near(self) -> None:
        for table in self._request.tables:
            for cell in _cells(self._request, table.shown):
                if abs(self.counts.get(cell, 0) - self._truth.counts.get(cell, 0)) >= self._base:
                    words = f"cellen {self._request.words(cell)} er afrundet med {self._base} eller mere"
                    self._failures.add("afrundede celler", f"{words[0].upper()}{words[1:]}.")

    def read(self, lines: Iterator[str]) -> int:
        """Read rounded.csv against the rounded sums; return how many cells it has, shared ones once."""
        rows = csv.reader(lines, strict=True)
        names = [dimension.name for dimension in self._request.dimensions]
        several = len(self._request.tables) > 1
        if next(rows, []) != [*(["table"] if several else []), *names, self._request.count, "rounded_to"]:
            raise Unreadable(f"{ROUNDED}: kolonnerne er ikke dem, som {SPEC} giver.")
        expected = {
            (str(number), *(one.labels[node] for one, node in zip(self._request.dimensions, nodes, strict=True))): cell
            for number, table in enumerate(self._request.tables)
            for cell in _cells(self._request, table.shown)
            for nodes in [self._request.nodes(cell)]
        }
        cells = set(expected.values())
        for number, row in enumerate(rows, start=2):
            key = tuple(row[:-2]) if several else ("0", *row[:-2])
            found = expected.pop(key, None)
            if found is None or row[-2:] != [str(self.counts.get(found, 0)), str(self._base)]:
                sentence = "cellen kendes ikke, står der to gange eller har et andet tal end summen af de inderste"
                self._failures.add(f"rækker i {ROUNDED}", f"{ROUNDED}, række {number}: {sentence}.")
        for cell in expected.values():
            self._failures.add(f"celler, der mangler i {ROUNDED}", f"Cellen {self._request.words(cell)} mangler.")
        return len(cells)

    def _possible(self, changes: Cells) -> bool:
        """Whether the rounded table with these changes could be the true one."""
        answers = self._truth.answers
        return (
            all(self.inner.get(cell, 0) + change >= 0 for cell, change in changes.items())
            and (answers is None or all(answers.realisable(cell, self.inner, changes) for cell in changes))
            and all(
                abs(change) < self._base for table in self._request.tables for change in spread(changes, table).values()
            )
        )

    def _at(self, cell: int, changes: Cells) -> int:
        """The count of a cell, published or not, in the changed table."""
        return self.counts_of(cell) + sum(change for one, change in changes.items() if self._under(cell, one))

    def counts_of(self, cell: int) -> int:
        """The rounded count of any cell."""
        if cell in self.counts or self._request.released(self._request.nodes(cell)):
            return self.counts.get(cell, 0)
        return sum(count for one, count in self.inner.items() if self._under(cell, one))

    def _under(self, cell: int, inner: int) -> bool:
        """Whether an inner cell is summed into the cell; an answer of several is summed into itself alone."""
        digits = zip(self._request.dimensions, self._request.nodes(cell), self._request.nodes(inner), strict=True)
        return all(below == above if one.multiple else below in one.under[above] for one, above, below in digits)

    def _inner_under(self, cell: int) -> Iterator[int]:
        """The inner cells under a cell."""
        nodes = zip(self._request.dimensions, self._request.nodes(cell), strict=True)
        return map(sum, product(*([at * one.stride for at in _codes_at(one, node)] for one, node in nodes)))

    def _shows(self, cell: int, value: int) -> bool:
        """Whether some table has the value in the cell."""
        change = value - self.counts_of(cell)
        return any(
            self._possible(changes) and self._at(cell, changes) == value for changes in self._moved(cell, change)
        )

    def _moved(self, cell: int, change: int, apart: int | None = None) -> Iterator[Cells]:
        """Ways to change a cell through one inner cell under it, not one under the cell `apart`."""
        if change == 0:
            yield {}
            return
        for inner in self._inner_under(cell):
            if (apart is None or not self._under(apart, inner)) and self.inner.get(inner, 0) + change >= 0:
                yield self._with_answers(inner, change, apart)

    def _with_answers(self, inner: int, change: int, apart: int | None) -> Cells:
        """The change of one inner cell, and what must follow where records may have several answers.

        Whoever gives an answer is counted in every group of it and in the total; a group gains by one of its codes.
        """
        axis = next((place for place, one in enumerate(self._request.dimensions) if one.multiple), None)
        if axis is None:
            return {inner: change}
        one = self._request.dimensions[axis]
        node = self._request.nodes(inner)[axis]
        line = inner - node * one.stride
        avoided = -1 if apart is None else self._request.nodes(apart)[axis]
        if change > 0:
            inside = sorted(one.under[node]) if node != one.total else []
            leaf = next((code for code in inside if code != avoided), node)
            return {line + up * one.stride: change for up in one.above[leaf] | {one.total}}
        together = {
            place
            for place in range(one.size)
            if place == node or (node in one.above[place] and self.inner.get(line + place * one.stride, 0) > 0)
        }
        changes = {line + place * one.stride: change for place in together}
        answers = self._truth.answers
        for up in sorted(one.above[node] - {node, one.total}, key=lambda place: len(one.under[place])):
            if answers is not None and not answers.realisable(line + up * one.stride, self.inner, changes):
                changes[line + up * one.stride] = change
        return changes

    def _spares(self, one: int, cell: int) -> bool:
        """Whether two values of the cell are possible to the one who is alone in another and knows her place."""
        seen = set()
        for start in self._knowing(one):
            for change in (0, 1, 2, -1, 2 - self._base):
                for moved in self._moved(cell, change, apart=one):
                    changes = _added(start, moved)
                    if self._possible(changes) and self._at(one, changes) == 1:
                        seen.add(self._at(cell, changes))
                        break
                if len(seen) > 1:
                    return True
        return False

    def _knowing(self, one: int) -> Iterator[Cells]:
        """Tables in which one person is in the cell, in the inner cell where she truly is."""
        homes = [inner for inner in self._inner_under(one) if self._truth.inner.get(inner, 0)]
        for home in homes:
            filled = [inner for inner in self._inner_under(one) if self.inner.get(inner, 0)]
            for changes in self._moved(home, 1 - self.inner.get(home, 0)):
                emptied = [{inner: -self.inner[inner]} for inner in filled if inner != home]
                yield _added(changes, *emptied)

    def _leaves_two(self, group: int, part: int) -> bool:
        """Whether two of a group may be outside a category."""
        ways: list[Cells] = [{}, *self._moved(group, 2, apart=part)]
        return any(
            self._possible(changes) and self._at(group, changes) - self._at(part, changes) >= 2 for changes in ways
        )


def _codes_at(dimension: Dimension, node: int) -> Iterable[int]:
    """The inner nodes that a node sums: its codes, or itself where records may have several answers."""
    return (node,) if dimension.multiple else sorted(dimension.under[node])


def _added(*changes: Cells) -> Cells:
    found: Cells = {}
    for one in changes:
        for cell, change in one.items():
            found[cell] = found.get(cell, 0) + change
    return {cell: change for cell, change in found.items() if change}


# ---- One proof, a folder or zip of them, and the command ----------------------------------------------------------


def _check_proof(files: Files, folder: str, failures: Failures) -> Counter[str]:
    """Check the protected table in one folder; `folder` is empty or ends with a slash."""
    certificate = _object(files.json(folder + CERTIFICATE), CERTIFICATE)
    if certificate.get("format") not in FORMATS:
        raise Unreadable(f"{CERTIFICATE}: formatet skal være {' eller '.join(FORMATS)}.")
    for name, key in ((SPEC, "spec"), (PROTECTED, "protected"), (ALTERNATIVES, "alternatives")):
        if files.sha256(folder + name) != certificate.get(f"{key}_sha256"):
            failures.add("hashværdier", f"Filen {name} er ikke den, som {CERTIFICATE} er lavet til (sha256).")
    request = read_request(files.json(folder + SPEC), certificate.get("nodes"))
    if (request.policy.sums is not None) != (certificate["format"] == FORMATS[1]):
        raise Unreadable(f"{SPEC} og {CERTIFICATE} handler ikke begge om beløb eller begge om antal.")
    given = None if request.policy.sums is None else Contributions(certificate.get("contributions"))
    truth = Truth(request, certificate.get("inner") if given is None else given.sums())
    _check_truth(truth, failures)
    listing = Listing(truth, failures)
    listing.read(files.lines(folder + PROTECTED))
    promise = _promise(truth, given, listing.suppressed, failures)
    _check_suppressed(promise, request, listing.suppressed, failures)
    alternatives = 0
    for alternatives, line in enumerate(files.lines(folder + ALTERNATIVES), start=1):
        promise.alternative(alternatives, line)
    if type(certificate.get("alternatives")) is not int or certificate["alternatives"] != alternatives:
        failures.add("antal", f"{ALTERNATIVES} har ikke det antal linjer, som {CERTIFICATE} siger.")
    counts = {"cells": listing.cells, "primary": len(promise.limits), "suppressed": len(listing.suppressed)}
    counts["alternatives"] = alternatives
    figures = {**counts, **_figures(truth, promise, listing.suppressed), "unproved": 0}
    report, concluded = _object(files.json(folder + REPORT), REPORT), promise.conclude()
    _check_report(report, figures, failures)
    if len(_list(report.get("weaker_groups", []), REPORT)) != concluded.get("weaker_groups", 0):
        failures.add("rapport", f"{REPORT}: «weaker_groups» nævner ikke de grupper, hvis løfte er svagere.")
    return Counter({**counts, **concluded, "proofs": 1})


def _promise(
    truth: Truth, given: Contributions | None, suppressed: set[int], failures: Failures
) -> Promise | SumsPromise:
    if given is None:
        return Promise(truth, suppressed, failures)
    given.add_up(truth.request)
    return SumsPromise(truth, given, suppressed, failures)


def _check_rounding(files: Files, folder: str, failures: Failures) -> Counter[str]:
    """Check the rounded table in one folder; a folder holds one kind of table."""
    certificate = _object(files.json(folder + CERTIFICATE), CERTIFICATE)
    if certificate.get("format") != "rounding/1":
        raise Unreadable(f"{CERTIFICATE}: formatet skal være rounding/1.")
    if folder + PROTECTED in files.names:
        failures.add("filer", f"Mappen har både {ROUNDED} og {PROTECTED}; to udgaver af samme tabel må ikke gives.")
    for name, key in ((SPEC, "spec"), (ROUNDED, "rounded")):
        if files.sha256(folder + name) != certificate.get(f"{key}_sha256"):
            failures.add("hashværdier", f"Filen {name} er ikke den, som {CERTIFICATE} er lavet til (sha256).")
    request = read_request(files.json(folder + SPEC), certificate.get("nodes"))
    if request.policy.occurring:
        raise Unreadable(f"{SPEC}: «occurring» kan ikke stå sammen med afrunding.")
    truth = Truth(request, certificate.get("inner"))
    _check_truth(truth, failures)
    base = _whole(certificate.get("base"), f"{CERTIFICATE}: base", 3, HIGHEST_LIMIT)
    rounding = Rounding(truth, certificate.get("rounded"), base, failures)
    counts = {"cells": rounding.read(files.lines(folder + ROUNDED)), "primary": len(truth.unsafe())}
    report = _object(files.json(folder + REPORT), REPORT)
    for name, count in {**counts, "base": base}.items():
        if report.get(name) != count:
            failures.add("rapport", f"{REPORT}: «{name}» er ikke {count}, som optællingen giver.")
    return Counter({**counts, **rounding.check(), "proofs": 1})


def _check_truth(truth: Truth, failures: Failures) -> None:
    """The truth itself must be possible, and agree with what is known from elsewhere."""
    for cell in truth.inner if truth.answers is not None else ():
        if truth.answers is not None and not truth.answers.realisable(cell, truth.inner, {}):
            words = truth.request.words(cell)
            failures.add("flere svar", f"{CERTIFICATE}: ingen poster med flere svar kan give tallet i {words}.")
    for cell, count in truth.request.known.items():
        if truth.counts.get(cell, 0) != count:
            failures.add("kendte tal", f"{SPEC}: det kendte tal for {truth.request.words(cell)} er ikke det sande.")
    for cell in sorted(truth.request.policy.occurring):
        if not truth.counts.get(cell, 0) or not truth.request.released(truth.request.nodes(cell)):
            failures.add("navne", f"{SPEC}: {truth.request.words(cell)} er tom, eller ingen tabel har den.")


def _check_suppressed(
    promise: Promise | SumsPromise, request: Request, suppressed: set[int], failures: Failures
) -> None:
    """What must be suppressed is, and what must be shown is."""
    shown = (cell for cell in promise.limits.keys() - suppressed if request.released(request.nodes(cell)))
    for cell in sorted(shown):
        failures.add("usikre celler", f"Cellen {request.words(cell)} er usikker i sig selv, men er vist.")
    for cell in sorted(request.policy.force_suppressed - suppressed):
        failures.add("tvungne celler", f"Cellen {request.words(cell)} skulle være undertrykt, men er det ikke.")
    for cell in sorted(request.policy.force_published & suppressed):
        failures.add("tvungne celler", f"Cellen {request.words(cell)} skulle være vist, men er undertrykt.")


def _figures(truth: Truth, promise: Promise | SumsPromise, suppressed: set[int]) -> dict[str, int]:
    """What else report.json may tell: the secondary cells, and how much of the inner cells is shown."""
    secondary = suppressed - promise.limits.keys()
    shown = (
        cell for cell in truth.inner if cell not in suppressed and truth.request.released(truth.request.nodes(cell))
    )
    return {
        "secondary": len(secondary),
        "secondary_zeros": sum(not truth.counts.get(cell, 0) for cell in secondary),
        "inner_sum": sum(truth.inner.values()),
        "inner_sum_published": sum(truth.inner[cell] for cell in shown),
    }


REPORTED = ("cells", "primary", "suppressed")
"""What report.json must tell; other figures are compared where it tells them."""


def _check_report(report: dict[str, Any], counts: Mapping[str, int], failures: Failures) -> None:
    for name, count in counts.items():
        told = report.get(name) if name in REPORTED else report.get(name, count)
        if type(told) is not int or told != count:
            failures.add("rapport", f"{REPORT}: «{name}» er ikke {count}, som optællingen giver.")
    if report.get("verified") is not True:
        failures.add("rapport", f"{REPORT}: «verified» er ikke true.")


def _check_manifest(files: Files, failures: Failures) -> None:
    """A case file lists its files with their hashes: all are there, unchanged, and in a zip no others."""
    manifest = _object(files.json(MANIFEST), MANIFEST)
    listed = [_object(item, MANIFEST) for item in _list(manifest.get("files"), MANIFEST)]
    names = set(_texts([item.get("name") for item in listed], MANIFEST))
    for item in listed:
        if item["name"] not in files.names or files.sha256(item["name"]) != item.get("sha256"):
            failures.add("sagsfil", f"Filen {_plain(item['name'])} mangler eller er ændret efter {MANIFEST}.")
    for name in sorted(files.names - names - {MANIFEST}) if files.whole else ():
        failures.add("sagsfil", f"Filen {_plain(name)} står ikke i {MANIFEST}.")


def _check_all(files: Files) -> Verdict:
    failures, counts = Failures(), Counter[str]()
    proof = {PROTECTED, CERTIFICATE, ALTERNATIVES, ROUNDED}
    folders = sorted({name.rpartition("/")[0] for name in files.names if name.rpartition("/")[2] in proof})
    if not folders:
        raise Unreadable("Der er ingen beskyttet tabel med beviser.")
    if MANIFEST in files.names:
        _check_manifest(files, failures)
    elif CASE_FILE in files.names:
        failures.add("sagsfil", f"{MANIFEST} mangler; sagsfilens øvrige filer kan ikke efterprøves uden den.")
    for folder in folders:
        place = folder and folder + "/"
        check_one = _check_rounding if place + ROUNDED in files.names else _check_proof
        counts += check_one(files, place, failures)
    return Verdict(tuple(failures.sentences()), unreadable=False, counts=counts, weaker=tuple(failures.weaker))


def examine(folder_or_zip: str) -> Verdict:
    """Check every protected table in a folder or a zip; whatever the input, no error escapes."""
    return _examined(lambda: _check_path(Path(folder_or_zip)))


def _check_path(root: Path) -> Verdict:
    if root.is_dir():
        return _check_all(Files(list(_folder_names(root)), lambda name: (root / name).open("rb"), whole=False))
    if not root.is_file():
        raise Unreadable(f"Der er ingen mappe eller fil ved navn {_plain(str(root))}.")
    with zipfile.ZipFile(root) as archive:
        return _check_all(Files(_zip_names(archive), archive.open, whole=True))


def _examined(checked: Callable[[], Verdict]) -> Verdict:
    try:
        return checked()
    except Unreadable as error:
        return Verdict((str(error),), unreadable=True, counts={})
    except BROKEN as error:
        reason = next(words for kind, words in BROKEN_IN_WORDS if isinstance(error, kind))
        return Verdict((f"Filerne kan ikke læses: {reason}.",), unreadable=True, counts={})


def check_files(files: Mapping[str, bytes]) -> list[str]:
    """As `check`, for files by name that are not on disk."""
    held = _examined(lambda: _check_all(Files(list(files), lambda name: io.BytesIO(files[name]), whole=True)))
    return list(held.failures)


def check(folder_or_zip: str) -> list[str]:
    """Return what does not hold, one Danish sentence each; an empty list means that everything is proved."""
    return list(examine(folder_or_zip).failures)


COUNTED = (
    ("proofs", "beskyttede tabelsæt"),
    ("cells", "celler i alt"),
    ("suppressed", "undertrykte celler"),
    ("primary", "celler med et løfte"),
    ("alternatives", "alternative tabeller, alle forenelige med det viste"),
    ("values", "værdier, som hver er vist mulig"),
    ("participants", "deltagere, hver holdt op mod alle celler med et løfte"),
    ("groups", "par af gruppe og kategori"),
)
COUNTED_OF_SUMS = (
    *COUNTED[:5],
    ("sums", "sider af usikre beløb, hver vist vid nok for alle bidragydere"),
    ("contributors", "bidragydere med beløb over 0"),
)


def told(verdict: Verdict) -> list[str]:
    """How much was proved, one line each; of sums only where there are sums. What is weaker than promised is named."""
    counted = COUNTED_OF_SUMS if verdict.counts.get("sums") else COUNTED
    lines = [f"{verdict.counts.get(name, 0):>12}  {words}" for name, words in counted]
    if not verdict.weaker:
        return [*lines, "Alt er bevist."]
    kept = f"Alt er bevist, men løftet er svagere end ellers for disse grupper ({len(verdict.weaker)}):"
    return [*lines, kept, *(f"  {sentence}" for sentence in verdict.weaker)]


def main(arguments: Sequence[str]) -> int:
    """Print what was found; 0 all is proved, 1 something does not hold, 2 the input cannot be read."""
    if len(arguments) != 1:
        print("Brug: python checker.py MAPPE_ELLER_ZIP", file=sys.stderr)
        return 2
    verdict = examine(arguments[0])
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if verdict.unreadable:
        print(verdict.failures[0], file=sys.stderr)
        return 2
    for sentence in verdict.failures:
        print(sentence)
    if verdict.failures:
        print("Beviset holder IKKE.")
        return 1
    print("\n".join(told(verdict)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
