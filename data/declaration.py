"""Reading the description of a register: `registers/<id>.yaml`, and the code lists it names.

The format is the one of the two built-in registers. A field that is not known is an error, and so is one that
is missing: an undeclared property of a column must never become a default that lets figures out. A column takes
its codes from a code list (`codelist`), from its own `codes`, or both; a code names its group at each level
(`{code: Tårnby, landsdel: Byen København}`). A hierarchy is a chain of levels from fine to coarse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, cast, get_args

import yaml

from data.errors import BadDeclaration
from data.register import TOTAL, Chain, Column, Databeskrivelse, Group, Level, Register, Responses, Role

CODE_LISTS = Path(__file__).parent / "codelists"
REGISTER_FIELDS = {
    "title",
    "description",
    "population",
    "unit",
    "columns",
    "period_column",
    "period",
    "synthetic",
    "mark",
    "source",
    "data_date",
    "databeskrivelse",
    "file",
}
COLUMN_FIELDS = {
    "name",
    "title",
    "role",
    "responses",
    "description",
    "codelist",
    "codes",
    "levels",
    "hierarchies",
}
CODE_FIELDS = ("code", "number")
"""Besides its groups, a code may have the number that an official list gives it."""
UNITS = ("henvendelser", "personer")


def read_declaration(path: Path) -> Register:
    """Return the register that the file describes.

    Raises
    ------
    BadDeclaration : one sentence with the file's name, the place and the remedy.
    """
    return _Reader(path.name).register(path, _load(path))


class _OnceEach(yaml.SafeLoader):
    """A safe loader that refuses a field given twice, of which the last would win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """As in YAML, but a repeated key is an error."""
        keys = [self.construct_object(key) for key, _ in node.value]
        if any(keys.count(key) > 1 for key in keys):
            raise yaml.constructor.ConstructorError(None, None, "a field is given twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _load(path: Path) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _OnceEach)  # noqa: S506 - a safe loader, only stricter
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadDeclaration(f"{path.name}: filen kan ikke læses som YAML i UTF-8 med hvert felt én gang.") from error


class _Reader:
    """Checks and reads one file; `file` is the name its error sentences begin with."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, sentence: str) -> NoReturn:
        raise BadDeclaration(f"{self.file}: {sentence}")

    def register(self, path: Path, document: object) -> Register:
        fields = self.fields(document, "registret", REGISTER_FIELDS, REGISTER_FIELDS - {"period_column", "mark"})
        columns = tuple(self.column(item) for item in self.items(fields["columns"], "columns"))
        self.unique([column.name for column in columns], "columns")
        register = Register(
            register_id=path.stem,
            title=self.text(fields["title"], "title"),
            description=self.text(fields["description"], "description"),
            population=self.text(fields["population"], "population"),
            unit=self.one_of(fields["unit"], UNITS, "unit"),
            columns=columns,
            period_column=self.period_column(fields.get("period_column"), columns),
            period=self.text(fields["period"], "period"),
            synthetic=self.flag(fields["synthetic"], "synthetic"),
            mark=self.text(fields["mark"], "mark") if "mark" in fields else "",
            source=self.text(fields["source"], "source"),
            data_date=self.day(fields["data_date"]),
            databeskrivelse=self.databeskrivelse(fields["databeskrivelse"]),
            file=path.parent / self.file_name(fields["file"]),
        )
        if register.synthetic != bool(register.mark):
            self.refuse("«mark» skal stå der, når «synthetic» er true, og kun da.")
        return register

    def column(self, item: object) -> Column:
        required = {"name", "title", "role", "responses", "description"}
        fields = self.fields(item, "columns", COLUMN_FIELDS, required)
        name = self.name(fields["name"])
        described = self.described_codes(fields, name)
        levels = tuple(self.level(entry, described, name) for entry in self.level_entries(fields, name))
        for entry in described:
            self.fields(
                entry, f"kolonnen «{name}», en kode", {*CODE_FIELDS, *(level.name for level in levels)}, {"code"}
            )
        codes = tuple(self.text(entry["code"], f"{name}.codes") for entry in described)
        self.unique(codes, f"{name}.codes")
        self.unique([name, *(level.name for level in levels)], f"{name}.levels")
        column = Column(
            name=name,
            title=self.text(fields["title"], f"{name}.title"),
            role=cast("Role", self.one_of(fields["role"], get_args(Role), f"{name}.role")),
            responses=cast("Responses", self.one_of(fields["responses"], get_args(Responses), f"{name}.responses")),
            codes=codes,
            levels=levels,
            chains=self.chains(fields.get("hierarchies", []), name),
            description=self.text(fields["description"], f"{name}.description"),
        )
        self.check_labels(column)
        for chain in column.chains:
            self.check_chain(column, chain)
        return column

    def described_codes(self, fields: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        """The entries of the code list, then the column's own; a plain text is a code without groups."""
        listed = self.items(self.code_list(fields)["codes"], name) if "codelist" in fields else []
        own = self.items(fields.get("codes", []), f"{name}.codes")
        entries: list[Mapping[str, Any]] = [
            item if isinstance(item, dict) else {"code": item} for item in (*listed, *own)
        ]
        if not entries:
            self.refuse(f"kolonnen «{name}» har ingen koder; giv «codes» eller «codelist».")
        return entries

    def level_entries(self, fields: Mapping[str, Any], name: str) -> list[Any]:
        listed = self.items(self.code_list(fields)["levels"], name) if "codelist" in fields else []
        return [*self.items(fields.get("levels", []), f"{name}.levels"), *listed]

    def code_list(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        name = self.name(fields["codelist"])
        wanted = {"name", "title", "levels", "codes"}
        return _Reader(f"{name}.yaml").fields(_load(CODE_LISTS / f"{name}.yaml"), "kodelisten", wanted, wanted)

    def level(self, item: object, described: Sequence[Mapping[str, Any]], column: str) -> Level:
        fields = self.fields(item, f"{column}.levels", {"name", "title"}, {"name", "title"})
        name = self.name(fields["name"])
        members: dict[str, list[str]] = {}
        for entry in described:
            if name in entry:
                members.setdefault(self.text(entry[name], f"{column}.codes"), []).append(entry.get("code", ""))
        if not members:
            self.refuse(f"kolonnen «{column}»: ingen kode er placeret på niveauet «{name}».")
        groups = tuple(Group(label, tuple(codes)) for label, codes in members.items())
        return Level(name, self.text(fields["title"], f"{column}.levels"), groups)

    def chains(self, value: object, column: str) -> tuple[Chain, ...]:
        found = []
        for item in self.items(value, f"{column}.hierarchies"):
            fields = self.fields(item, f"{column}.hierarchies", {"name", "levels"}, {"name", "levels"})
            levels = tuple(self.name(level) for level in self.items(fields["levels"], f"{column}.hierarchies"))
            found.append(Chain(self.name(fields["name"]), levels))
        self.unique([chain.name for chain in found], f"{column}.hierarchies")
        return tuple(found)

    def check_labels(self, column: Column) -> None:
        """No label may be a code as well, and none may be the total's."""
        labels = {group.label for level in column.levels for group in level.groups}
        for label in (*column.codes, *labels):
            if label == TOTAL or "|" in label:
                self.refuse(f"kolonnen «{column.name}»: «{label}» kan ikke være en kode eller en gruppe.")
        for code in column.codes:
            if code in labels:
                self.refuse(f"kolonnen «{column.name}»: «{code}» er både en kode og en gruppe.")

    def check_chain(self, column: Column, chain: Chain) -> None:
        """Every level of a chain must exist, and each of its groups lie inside one group of the next level."""
        known = {level.name: level for level in column.levels}
        for name in chain.levels:
            if name not in known:
                self.refuse(f"kolonnen «{column.name}»: hierarkiet «{chain.name}» nævner ukendt niveau «{name}».")
        for fine, coarse in zip(chain.levels, chain.levels[1:], strict=False):
            for group in known[fine].groups:
                if len({known[coarse].label_of(code) for code in group.codes}) > 1:
                    self.refuse(
                        f"kolonnen «{column.name}», hierarkiet «{chain.name}»: gruppen «{group.label}» "
                        f"ligger ikke inden for én gruppe på niveauet «{coarse}»."
                    )

    def period_column(self, value: object, columns: Sequence[Column]) -> str | None:
        if value is None:
            return None
        return self.one_of(value, tuple(column.name for column in columns), "period_column")

    def databeskrivelse(self, value: object) -> Databeskrivelse:
        wanted = {"types", "basis", "formats", "used_for"}
        fields = self.fields(value, "databeskrivelse", wanted, wanted)
        texts = {
            name: tuple(self.text(item, f"databeskrivelse.{name}") for item in self.items(fields[name], name))
            for name in wanted
        }
        return Databeskrivelse(**texts)

    def fields(self, value: object, where: str, known: set[str], required: set[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.refuse(f"{where} skal bestå af felter («navn: værdi»).")
        for name in value:
            if name not in known:
                self.refuse(f"{where}: feltet «{name}» kendes ikke; kendte felter er {', '.join(sorted(known))}.")
        for name in sorted(required):
            if name not in value:
                self.refuse(f"{where}: feltet «{name}» mangler.")
        return value

    def items(self, value: object, where: str) -> list[Any]:
        if not isinstance(value, list):
            self.refuse(f"«{where}» skal være en liste.")
        return value

    def text(self, value: object, where: str) -> str:
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"«{where}» skal være en tekst, der ikke er tom; sæt tal i anførselstegn.")
        return value.strip()

    def name(self, value: object) -> str:
        text = self.text(value, "name")
        if not (text.isascii() and text.isidentifier()):
            self.refuse(f"navnet «{text}» må kun have bogstaverne a-z, tal og understreg.")
        return text

    def file_name(self, value: object) -> str:
        text = self.text(value, "file")
        if Path(text).name != text:
            self.refuse("«file» skal være navnet på en fil i samme mappe.")
        return text

    def one_of(self, value: object, allowed: Sequence[str], where: str) -> str:
        if value not in allowed:
            self.refuse(f"«{where}» skal være {' eller '.join(allowed)}.")
        return str(value)

    def flag(self, value: object, where: str) -> bool:
        if not isinstance(value, bool):
            self.refuse(f"«{where}» skal være true eller false.")
        return value

    def day(self, value: object) -> date:
        if type(value) is not date:
            self.refuse("«data_date» skal være en dato som 2025-01-15.")
        return value

    def unique(self, names: Sequence[str], where: str) -> None:
        for name in names:
            if names.count(name) > 1:
                self.refuse(f"«{where}»: «{name}» står to gange.")
