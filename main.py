"""The commands of Tabelindsigt, one line each; api/commands holds what they do.

Exit status 0: done. 1: done, and something was found or could not be issued.
2: the input cannot be used; one Danish sentence on stderr says what, where and what to do.

A command's module is imported only when it is asked for: `protect` starts without the web framework.
"""

from __future__ import annotations

import sys

from api.commands.entry import Command, run

COMMANDS = (
    Command("demo", "api.commands.demo", "modelsagen fra anmodning til brev og regneark"),
    Command("serve", "api.commands.serve", "tjenesten på denne maskine: API på /v1, dokumentation på /docs"),
    Command("protect", "api.commands.protect", "en beskyttet tabel med beviser"),
    Command("offers", "api.commands.offers", "de mest åbne sikre tabeller, der kan gives i stedet"),
    Command("audit", "api.commands.audit", "hvad der kan regnes ud om hver celle, der ikke er vist"),
    Command("audit-published", "api.commands.audit_published", "det samme for tabeller, som andre har offentliggjort"),
    Command("verify", "api.commands.verify", "efterprøver beviserne i en mappe eller en sagsfil"),
    Command(
        "ledger", "api.commands.ledger", "hvad der er givet af et register, og hvad der er offentligt ved siden af"
    ),
    Command("assess", "api.commands.assess", "loven anvendt på oplyste fakta"),
    Command("fristbrev", "api.commands.fristbrev", "brevet om, at svaret kommer senere, med grund og dato"),
    Command("letter", "api.commands.letter", "et brev, der er rettet, sammenlignet med det, der blev lavet"),
    Command("deadline", "api.commands.deadline", "fristerne i §§ 36, 37 og 39 med optællingen vist"),
    Command("check", "api.commands.check", "kontrol af en fil, før den sendes ud"),
)

if __name__ == "__main__":
    sys.exit(run(COMMANDS, sys.argv[1:]))
