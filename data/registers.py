"""Which registers there are, and how one is opened by its id.

A register is a description (`registers/<id>.yaml`, read by declaration.py) beside its data file (read by records.py).
"""

from __future__ import annotations

from pathlib import Path

from data.declaration import read_declaration
from data.errors import UnknownRegister
from data.register import Register

BUILT_IN = Path(__file__).parent / "registers"


def register_ids(folder: Path = BUILT_IN) -> tuple[str, ...]:
    """The ids of the registers described in `folder`, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def open_register(register_id: str, folder: Path = BUILT_IN) -> Register:
    """Read the declaration of a register.

    Raises
    ------
    UnknownRegister : there is none with that id in `folder`.
    BadDeclaration : the declaration cannot be used.
    """
    known = register_ids(folder)
    if register_id not in known:
        raise UnknownRegister(
            f"Registret «{register_id}» findes ikke; kendte registre er {', '.join(known) or 'ingen'}."
        )
    return read_declaration(folder / f"{register_id}.yaml")
