"""Every kind of thing the gate finds: what it is, why it matters, how to take it out. The words a sender reads."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of finding, in Danish."""

    what: str
    why: str
    remedy: str
    is_notice: bool = False


_UNHIDE = "Vis det, slet det, der ikke skal med, og gem filen igen"
_PERSON_LEAK = "Modtageren kan læse det, selv om det ikke ses på siden"

_SPREADSHEET = {
    "hidden_sheet": Kind(
        "Et ark er skjult",
        "Modtageren kan vise det med to klik; skjulte ark har før sendt tusinder af personer ud",
        "Højreklik på en arkfane, vælg »Vis«, og slet arket",
    ),
    "very_hidden_sheet": Kind(
        "Et ark er gemt, så det ikke kan vises fra menuen",
        "Modtageren kan læse det med et andet program eller med makroeditoren",
        "Åbn makroeditoren (Alt+F11), sæt arkets »Visible« til synlig, og slet arket",
    ),
    "orphan_sheet": Kind(
        "Filen indeholder et ark, som ikke er med i arklisten",
        "Et andet program kan læse det",
        "Kopiér de synlige ark over i en ny, tom fil",
    ),
    "hidden_row": Kind(
        "Rækker er skjult eller har ingen højde",
        _PERSON_LEAK,
        "Markér alle rækker, vælg »Vis«, og slet dem",
    ),
    "hidden_column": Kind(
        "Kolonner er skjult eller har ingen bredde",
        _PERSON_LEAK,
        "Markér alle kolonner, vælg »Vis«, og slet dem",
    ),
    "filtered_rows": Kind(
        "Et filter skjuler rækker",
        "Rækkerne er stadig i filen; modtageren fjerner filteret med et klik",
        "Fjern filteret, slet rækkerne, eller kopiér de synlige rækker til en ny fil",
    ),
    "white_text": Kind(
        "Tekst har samme farve som baggrunden",
        "Den ses ikke, men kan markeres, kopieres og læses op",
        "Slet teksten; gør den ikke bare usynlig",
    ),
    "tiny_text": Kind(
        "Tekst er så lille, at den ikke kan ses",
        "Den kan kopieres og læses op",
        "Slet teksten, eller giv den læselig størrelse",
    ),
    "hiding_format": Kind(
        "Et talformat skjuler indholdet af celler",
        "Værdien står i cellen og ses, når cellen markeres",
        "Slet værdierne; et format fjerner dem ikke",
    ),
    "hiding_condition": Kind(
        "En betinget formatering kan skjule indhold",
        "Værdien står i cellen og ses, når cellen markeres",
        "Fjern den betingede formatering, og slet de værdier, der ikke skal med",
    ),
    "far_cell": Kind(
        "Celler med indhold ligger langt fra resten",
        "De ses ikke på skærmen, men findes med Ctrl+End eller en søgning",
        "Tryk Ctrl+End, og slet de rækker og kolonner, der ikke skal med",
    ),
    "pivot_cache": Kind(
        "Filen har en pivottabel med en kopi af grundlaget",
        "Et dobbeltklik på et tal viser de enkelte rækker bag",
        "Kopiér pivottabellen, og indsæt den som værdier i en ny fil",
    ),
    "slicer": Kind(
        "Filen har et udsnit eller en tidslinje",
        "Det indeholder alle værdier i feltet, også dem der er valgt fra",
        "Slet udsnittet, og indsæt tabellen som værdier",
    ),
    "external_link": Kind(
        "Filen henviser til en anden fil eller et drev",
        "Henvisningen røber navne og stier og kan have en kopi af den anden fils indhold",
        "Bryd kæden (Data > Rediger kæder > Bryd kæde), eller slet henvisningen",
    ),
    "comment": Kind("Filen har kommentarer eller noter", _PERSON_LEAK, "Slet alle kommentarer (Gennemse > Slet)"),
    "defined_name": Kind(
        "Filen har navngivne områder",
        "Et navn kan indeholde tekst, tal eller en sti, og det ses i Navnestyring",
        "Slet navnet under Formler > Navnestyring",
    ),
    "validation_list": Kind(
        "En rulleliste indeholder valgmuligheder",
        "Modtageren kan se alle mulighederne, også dem der ikke er brugt",
        "Fjern datavalideringen eller rullelisten",
    ),
    "chart_cache": Kind(
        "Et diagram gemmer tal, som ikke står i de synlige celler",
        "Tallene ligger i diagrammet, også når kilden er slettet eller skjult",
        "Indsæt diagrammet som billede, eller lav det om på de tal, der sendes",
    ),
    "header_footer": Kind(
        "Sidehoved eller sidefod på et ark har tekst",
        "Den ses ikke i den almindelige visning, men på print og i filen",
        "Slet teksten under Sidelayout > Sidehoved/sidefod",
    ),
    "connection": Kind(
        "Filen har en forespørgsel eller en dataforbindelse",
        "Den kan røbe server, database, brugernavn og hele forespørgslen",
        "Slet den under Data > Forespørgsler og forbindelser",
    ),
    "macro": Kind(
        "Filen har makroer eller aktivt indhold",
        "Kode kan køre hos modtageren og indeholde tekst",
        "Gem uden makroer",
    ),
    "formula": Kind(
        "Celler har formler med en gemt værdi",
        "Formlen viser, hvor tallet kommer fra, og værdien kan stamme fra noget, der er slettet",
        "Kopiér cellerne, og indsæt dem som værdier",
    ),
    "risky_formula": Kind(
        "En celle har en formel, der henter noget udefra eller kan køre noget",
        "Formlen kan virke hos modtageren, når filen åbnes",
        "Slet formlen, eller sæt en apostrof foran teksten",
    ),
    "scenario": Kind(
        "Et ark har gemte scenarier",
        "De indeholder tal, der ikke ses i cellerne",
        "Slet dem under Data > Hvad-hvis",
    ),
    "unused_text": Kind(
        "Filen har tekster, som ingen celle bruger",
        "De stammer fra slettede celler og kan læses i filen",
        "Kopiér de synlige ark over i en ny, tom fil",
    ),
    "hidden_object": Kind("En figur er skjult", _PERSON_LEAK, "Vis den i markeringsruden, og slet den"),
}

_DOCUMENT = {
    "tracked_change": Kind(
        "Der er registrerede ændringer",
        "Modtageren kan se, hvad der stod før, og hvem der rettede",
        "Acceptér eller afvis alle ændringer (Gennemse), og slå registrering fra",
    ),
    "tracking_on": Kind(
        "Registrering af ændringer er slået til",
        "Næste rettelse bliver stående med navn og tidspunkt",
        "Slå registrering af ændringer fra",
        is_notice=True,
    ),
    "hidden_text": Kind("Tekst er formateret som skjult", "Modtageren viser den med et klik på ¶", _UNHIDE),
    "alt_text": Kind(
        "Et billede eller en figur har en alternativ tekst med tal eller en sti",
        "Teksten ses ikke på siden, men læses op og kan læses i filen",
        "Ret teksten, så den kun beskriver billedet",
    ),
    "alt_text_notice": Kind(
        "Et billede eller en figur har en alternativ tekst",
        "Teksten ses ikke på siden, men læses op",
        "Læs den igennem, og lad den stå, hvis den kun beskriver billedet",
        is_notice=True,
    ),
    "document_variable": Kind("Dokumentet har gemte variable", _PERSON_LEAK, "Brug »Undersøg dokument«, og fjern dem"),
}

_ANY_FILE = {
    "cpr_number": Kind(
        "Noget ligner et cpr-nummer",
        "Et cpr-nummer er fortroligt og må som udgangspunkt ikke udleveres",
        "Slet nummeret, også i fil- og arknavne",
    ),
    "internal_document": Kind(
        "Filen er mærket som intern",
        "Den er lavet til sagen, og den kan fortælle, hvad svaret ikke må fortælle",
        "Send den ikke; er mærket en fejl, så fjern det",
    ),
    "internal_name": Kind(
        "En linje siger »internt notat«",
        "Er det filen selv, er den lavet til sagen; i en liste over dokumenter betyder det intet",
        "Se efter, om filen er et internt notat, før den sendes",
        is_notice=True,
    ),
    "forbidden_value": Kind(
        "En værdi, der ikke må forlade huset, står i filen",
        "Tallet er undtaget og skal ikke kunne findes nogen steder i filen",
        "Lav filen igen ud fra de frigivne tal",
    ),
    "small_count": Kind(
        "En tabel har tal under 5",
        "Små tal kan sige noget om enkelte personer; det er et signal, ikke en afgørelse",
        "Vurdér, om nogen kan genkendes, og om oplysningen er privat (offentlighedslovens § 30, nr. 1)",
        is_notice=True,
    ),
    "document_property": Kind(
        "Filens egenskaber nævner navne eller noter",
        "De viser, hvem der har lavet filen, og kan indeholde gamle titler og stikord",
        "Fil > Oplysninger > Undersøg dokument > Fjern alle egenskaber",
    ),
    "custom_property": Kind(
        "Filen har brugerdefinerede egenskaber",
        _PERSON_LEAK,
        "Fil > Oplysninger > Undersøg dokument > Fjern alle egenskaber",
    ),
    "custom_xml": Kind(
        "Filen har indlejrede XML-data",
        "Sagssystemer lægger felter her, som ikke ses i dokumentet",
        "Brug »Undersøg dokument«",
    ),
    "embedded_file": Kind(
        "En hel fil er lagt ind i filen",
        "Modtageren kan åbne den med et dobbeltklik",
        "Slet den, eller indsæt den som billede",
    ),
    "picture_metadata": Kind(
        "Et billede har oplysninger om sted, tid eller kamera",
        "De kan vise, hvor og hvornår billedet er taget, og af hvem",
        "Gem billedet uden metadata, og indsæt det igen",
    ),
    "thumbnail": Kind(
        "Filen har et miniaturebillede",
        "Det kan vise en tidligere udgave af første side",
        "Gem filen uden miniature",
    ),
    "unknown_part": Kind(
        "Filen har en del, som kontrollen ikke kender",
        "Hvad der ikke kan læses, kan ikke frikendes",
        "Kopiér indholdet over i en ny, tom fil, og kontrollér igen",
    ),
    "wrong_extension": Kind(
        "Filens navn passer ikke til indholdet",
        "Filen åbner anderledes, end navnet lover",
        "Giv filen den rigtige endelse",
    ),
}

_PDF = {
    "covered_text": Kind(
        "Tekst ligger under en kasse eller et billede",
        "Teksten kan stadig markeres, kopieres og findes ved søgning",
        "Brug et værktøj, der fjerner teksten, eller lav PDF-filen om uden den",
    ),
    "invisible_text": Kind(
        "Siden har usynlig tekst",
        "Den kan markeres, kopieres og findes ved søgning",
        "Lav PDF-filen om uden tekstlaget",
    ),
    "off_page_text": Kind(
        "Tekst står uden for siden",
        "Den ses ikke, men kan læses i filen",
        "Lav PDF-filen om uden den",
    ),
    "annotation": Kind(
        "PDF-filen har kommentarer eller markeringer",
        _PERSON_LEAK,
        "Slet alle kommentarer, og gem som ny PDF",
    ),
    "layer": Kind(
        "PDF-filen har lag",
        "Et lag kan slås til hos modtageren",
        "Sammenflet lagene, eller lav PDF-filen om",
    ),
    "form_field": Kind(
        "PDF-filen har formularfelter",
        "Felter kan have skjulte værdier og valglister",
        "Udskriv formularen til en ny PDF",
    ),
    "old_revision": Kind(
        "PDF-filen indeholder en tidligere udgave af sig selv",
        "Det slettede kan hentes frem igen",
        "Gem som ny PDF (»Gem som«, ikke »Gem«)",
    ),
    "orphan_object": Kind(
        "PDF-filen har sider, som ikke vises",
        "De er slettet, men ligger stadig i filen",
        "Gem som ny, optimeret PDF",
    ),
    "javascript": Kind(
        "PDF-filen har handlinger eller JavaScript",
        "Kode kan køre hos modtageren",
        "Lav PDF-filen om uden",
    ),
    "private_data": Kind(
        "PDF-filen har programdata",
        "Et program har gemt sin egen udgave af siden",
        "Lav PDF-filen om",
    ),
    "trailing_data": Kind("Der ligger data efter filens slutning", "De kan læses i filen", "Gem som ny fil"),
}

_ARCHIVE = {
    "zip_bomb": Kind(
        "Indholdet fylder langt mere udpakket, end det bør",
        "Filen kan få modtagerens maskine til at gå i stå, og indholdet er ikke læst",
        "Find ud af, hvad den indeholder, og pak den om",
    ),
    "zip_path": Kind(
        "En fil i pakken har en sti ud af mappen, en absolut sti eller et navn, der er brugt før",
        "Ved udpakning kan den overskrive andre filer hos modtageren",
        "Pak filerne om uden stier",
    ),
    "zip_comment": Kind("Pakken har en kommentar", _PERSON_LEAK, "Pak filerne om"),
    "case_file": Kind(
        "Pakken er en hel sagsfil med det interne notat og beviset",
        "Den er lavet til den myndighed, der skal efterprøve sagen, ikke til den, der har bedt om aktindsigt",
        "Send kun brevet og regnearket til den, der har bedt om aktindsigt",
        is_notice=True,
    ),
    "true_counts": Kind(
        "Pakken har beviset med alle de sande tal, også dem, der ikke vises",
        "Den, der får pakken, kan læse hvert undertrykt tal",
        "Giv kun pakken til den myndighed, der skal efterprøve sagen; tag beviset ud, før andre får den",
        is_notice=True,
    ),
    "nested_archive": Kind(
        "Pakker ligger i pakker i flere lag",
        "Indholdet er ikke læst så dybt",
        "Læg filerne direkte i én pakke",
    ),
    "unreadable_entry": Kind(
        "En fil i pakken kan ikke kontrolleres",
        "Hvad der ikke kan læses, kan ikke frikendes",
        "Tag den ud, eller gem den i et format, kontrollen kan læse",
    ),
}

CATALOGUE: dict[str, Kind] = {**_SPREADSHEET, **_DOCUMENT, **_ANY_FILE, **_PDF, **_ARCHIVE}
