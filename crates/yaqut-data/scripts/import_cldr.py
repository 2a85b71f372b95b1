#!/usr/bin/env python3
"""Make territories.tsv, subdivisions.tsv, cities.tsv and currencies.tsv from CLDR.

    python3 import_cldr.py                    download the pinned packages into a temporary directory and write ../data
    python3 import_cldr.py --cache DIR        keep the downloads in DIR and use them again
    python3 import_cldr.py --check            write nothing; fail if a table would change

Needs npm, apt-get and dpkg-deb. Hand-written inputs, in ../data/input:

    territory-aliases.tsv subdivision-aliases.tsv city-aliases.tsv currency-aliases.tsv
        id, aliases, and optionally a name that replaces CLDR's, a prior that replaces the default, and the columns
        folds and clitics, which are copied
    exclude.txt
        one per line: an id, which is left out, or a name, which no row may have by itself
        (an alias with a word more, such as `ولاية معسكر`, stays)
"""
import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

CLDR_NPM = "48.2.0"
NPM_PACKAGES = ("cldr-localenames-full", "cldr-dates-full", "cldr-numbers-full", "cldr-bcp47")
DEBIAN_PACKAGE, DEBIAN_VERSION = "unicode-cldr-core", "41-0.1"

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
INPUT = DATA / "input"
HEADER = ["id", "type", "name", "aliases", "prior", "folds", "clitics"]

# Territory codes that name no place: organisations, tests, unknown, the world, and country groups by statistics only.
NOT_PLACES = {"001", "UN", "EU", "EZ", "QO", "XA", "XB", "ZZ"}
# Not sovereign or hardly in the news: the same name more often means something else, or nothing.
MINOR = set("AC AI AQ AS AW AX BL BQ BV CC CK CP CQ CW CX DG EA FK FO GF GG GP GS GU HM IC IM IO JE KY MF MP MQ MS NC NF "
            "NU PF PM PN RE SH SJ SX TA TC TF TK UM VG VI WF YT".split())

# Subdivisions of these countries come in full; of the second set only longer names; all others are left out.
FULL = set("ae bh dj dz eg iq jo km kw lb ly ma mr om ps qa sa sd so ss sy tn ye "
           "af ar at au be br ca ch cn de es et fr gb id in ir it jp kr mx my ng nl pk pl ru tr ua us za".split())
PLAUSIBLE = set("al am ao az ba bd bg by cd co cu er ge gr hr ht ie kg kh kz lk ml mm ne no ph pt "
                "sd se sn td th tj tm tw tz uz ve vn zw".split())
ADMINISTRATIVE = ("ولاية محافظة منطقة إقليم اقليم مقاطعة إمارة امارة إدارة شعبية جهة عمالة بلدية كانتون مديرية ضاحية "
                  "ناحية حي أوبلاست كراي أوكروغ").split()
# The word the press puts before a name of that country, for names that cannot stand alone.
UNIT = {**dict.fromkeys("bh eg iq jo kw lb om ps sy ye ir".split(), "محافظة"),
        **dict.fromkeys("dz tn sd ss mr af us in de au ng br mx my".split(), "ولاية"),
        **dict.fromkeys("sa so".split(), "منطقة"), **dict.fromkeys("ma et pk it es".split(), "إقليم"),
        **dict.fromkeys("ca cn ua".split(), "مقاطعة")}

# Codes of ISO 4217 that CLDR names and that are no longer, or never were, money one pays with.
OLD_CURRENCIES = set(
    "ADP AFA AOK AON AOR ARA ARP AZM BAD BEC BEL BOP BOV BRB BRC BRE BUK BYB BYR CNH CSD CUC DDM ECS GHC GNS GQE "
    "GWE GWP HRD ILP LTT LUC LUF LUL LVR MAF MGF MLF MRO MTL MTP MXP MZE NIC PLZ PTE RHD ROL RUR SDD SDP SKK SIT SLL SRG "
    "STD SUR SVC TJR TMM TPE TRL UGS USN USS UYP VEB VEF YDD YUD YUN ZAL ZMK ZRN ZRZ ZWD ZWL XAG XAU XBA XBB XBC XBD XDR "
    "XEU XFO XFU XPD XPT XTS XXX".split())

ALLOWED = re.compile(r"[\u0621-\u063A\u0641-\u064A0-9 -]+")
MARKS = re.compile(r"[\u064B-\u065F\u0670\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069]")
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "ء", "ئ": "ء", "-": " "})


def fold(name):
    """What the matcher makes equal anyway: one spelling of it in a row is enough."""
    words = name.translate(FOLD).split()
    return " ".join(re.sub("ة$", "ه", re.sub("ى$", "ي", w)) for w in words)


def clean(name):
    """A CLDR display name as a written name: no marks, parentheses, footnote figures or tails."""
    name = MARKS.sub("", unicodedata.normalize("NFC", name or ""))
    name = re.sub(r"\(.*|،.*|[²³¹]|.*:", "", name)
    name = re.sub(r" +- +| -(?=\S)|-(?=\d)", " - ", name)
    name = re.sub(r" - (?=\d).*", "", name).replace(" - ", " ")
    return " ".join(name.split())


def letters(name):
    return sum(c.isalpha() for c in name)


def plausible(name):
    return bool(ALLOWED.fullmatch(name)) and letters(name) >= 3


def distinct(names, excluded=frozenset()):
    seen, kept = set(), []
    for name in names:
        key = fold(name)
        if plausible(name) and key not in seen and key not in excluded:
            seen.add(key)
            kept.append(name)
    return kept


def read_aliases(path):
    """id -> its row, with the aliases as a list"""
    rows, lines = {}, path.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    for number, line in enumerate(lines[1:], 2):
        row = dict.fromkeys(columns, "") | dict(zip(columns, line.split("\t")))
        if row["id"] in rows:
            sys.exit(f"{path.name}:{number}: {row['id']} is given twice")
        row["aliases"] = [a for a in row["aliases"].split("|") if a]
        rows[row["id"]] = row
    return rows


def read_excluded():
    ids, names = set(), set()
    for line in (INPUT / "exclude.txt").read_text(encoding="utf-8").splitlines():
        entry = line.split("#")[0].strip()
        if entry.startswith("cldr:"):
            ids.add(entry)
        elif entry:
            names.add(fold(entry))
    return ids, names


class Table:
    """Rows on their way to one file."""

    def __init__(self, file, kind, extra, aliases, excluded):
        self.file, self.kind, self.extra = file, kind, extra
        self.aliases, (self.out_ids, self.out_names) = aliases, excluded
        self.rows = {}

    def add(self, id, names, prior, **metadata):
        """`names`: the best first; those that may not stand alone fall away, and the row with its last name."""
        if id in self.out_ids:
            return
        own = self.aliases.pop(id, {})
        name, more = own.get("name"), own.get("aliases", [])
        # A name given by hand is certain: only names that come from CLDR are judged by the exclusion list.
        from_cldr = distinct(names, self.out_names)
        kept = distinct([name, *from_cldr, *more] if name else [*from_cldr, *more])
        if kept:
            values = {"id": id, "type": self.kind, "name": kept[0], "aliases": "|".join(kept[1:]),
                      "prior": own.get("prior") or f"{prior:g}", "folds": own.get("folds", ""),
                      "clitics": own.get("clitics", ""), **metadata}
            self.rows[id] = "\t".join(values[c] for c in HEADER + self.extra)

    def names(self):
        columns = (row.split("\t") for row in self.rows.values())
        return {fold(n) for row in columns for n in [row[2], *row[3].split("|")]}

    def text(self):
        for id in self.aliases:
            if id not in self.out_ids:
                sys.exit(f"{self.file}: aliases for {id}, which CLDR does not have")
        lines = ["\t".join(HEADER + self.extra), *(self.rows[id] for id in sorted(self.rows))]
        return "\n".join(lines) + "\n"


def download(where):
    for package in NPM_PACKAGES:
        archive = where / f"{package}-{CLDR_NPM}.tgz"
        if not archive.exists():
            subprocess.run(["npm", "pack", "--silent", f"{package}@{CLDR_NPM}"], cwd=where, check=True, stdout=subprocess.DEVNULL)
    archive = where / f"{DEBIAN_PACKAGE}_{DEBIAN_VERSION}_all.deb"
    if not archive.exists():
        subprocess.run(["apt-get", "-qq", "download", f"{DEBIAN_PACKAGE}={DEBIAN_VERSION}"], cwd=where, check=True)
    subprocess.run(["dpkg-deb", "-x", str(archive), str(where / "debian")], check=True)


def npm_file(where, package, file):
    with tarfile.open(where / f"{package}-{CLDR_NPM}.tgz") as archive:
        return json.load(archive.extractfile(f"package/{file}"))


def npm_json(where, package, file):
    return npm_file(where, package, f"main/ar/{file}")["main"]["ar"]


def territories(where, excluded):
    table = Table("territories.tsv", "place", ["country", "kind"], read_aliases(INPUT / "territory-aliases.tsv"), excluded)
    names = npm_json(where, "cldr-localenames-full", "territories.json")["localeDisplayNames"]["territories"]
    for code in sorted(names):
        if "-alt-" in code or code in NOT_PLACES:
            continue
        spelled = [clean(names[c]) for c in (code, f"{code}-alt-short", f"{code}-alt-variant") if c in names]
        region = code.isdigit()
        prior = 0.9 if region else 0.6 if code in MINOR else 0.95
        table.add(f"cldr:{code}", spelled, prior, country="" if region else code, kind="region" if region else "country")
    return table


def subdivision_names(code, name):
    """The bare name and the name as CLDR has it, with the administrative word the press would put before it."""
    country, name = code[:2], clean(name)
    words = name.split()
    while len(words) > 1 and words[-1] in ADMINISTRATIVE:
        words.pop()
    if len(words) > 1 and words[0] in ADMINISTRATIVE:
        bare = " ".join(words[1:])
        return [bare, " ".join(words)]
    bare = " ".join(words)
    return [bare, f"{UNIT[country]} {bare}"] if country in UNIT else [bare]


def subdivisions(where, excluded, taken):
    table = Table("subdivisions.tsv", "place", ["country", "kind"], read_aliases(INPUT / "subdivision-aliases.tsv"), excluded)
    source = where / "debian/usr/share/unicode/cldr/common/subdivisions/ar.xml"
    for element in ElementTree.parse(source).getroot().iter("subdivision"):
        code, text = element.get("type"), element.text or ""
        country = code[:2]
        if element.get("alt") or country not in FULL | PLAUSIBLE or (f"cldr:{code}" not in table.aliases and "²" in text):
            continue
        names = subdivision_names(code, text)
        # What a country or a world city is called stays theirs: `محافظة القاهرة`, but not `القاهرة`.
        if fold(names[0]) in taken:
            names = names[1:]
        excluded_bare = not names or fold(names[0]) in table.out_names
        if country not in FULL:
            # An unknown short name is a trap; and its long form is worth a row only if the bare name is.
            if excluded_bare or letters(names[0]) < 5:
                names = []
        elif names[1:] and not excluded_bare and names[1] not in clean(text):
            names = names[:1]
        table.add(f"cldr:{code}", names, 0.6, country=country.upper(), kind="subdivision")
    return table


def exemplar_cities(zones, path=""):
    for key, value in zones.items():
        zone = f"{path}/{key}" if path else key
        if "exemplarCity" in value:
            yield zone, value["exemplarCity"]
        elif not any(isinstance(v, str) for v in value.values()):
            yield from exemplar_cities({k: v for k, v in value.items() if isinstance(v, dict)}, zone)


def countries_of_zones(where):
    """The short key of a zone is a UN/LOCODE, which begins with the country; where it does not, CLDR says the region."""
    countries = {}
    for key, zone in npm_file(where, "cldr-bcp47", "bcp47/timezone.json")["keyword"]["u"]["tz"].items():
        for alias in zone["_alias"].split() if isinstance(zone, dict) and "_alias" in zone else []:
            countries[alias] = zone.get("_region", key[:2].upper())
    return countries


def cities(where, excluded, taken):
    table = Table("cities.tsv", "place", ["country", "kind"], read_aliases(INPUT / "city-aliases.tsv"), excluded)
    countries = countries_of_zones(where)
    zones = npm_json(where, "cldr-dates-full", "timeZoneNames.json")["dates"]["timeZoneNames"]["zone"]
    for zone, city in exemplar_cities(zones):
        if zone.split("/")[0] in ("Antarctica", "Etc"):
            continue
        # A city named as its country (Singapore, Tunis) is a row only if a name of its own is given by hand.
        names = [n for n in [clean(city)] if fold(n) not in taken]
        table.add(f"cldr:{zone}", names, 0.85, country=countries[zone], kind="city")
    return table


def currencies(where, excluded):
    table = Table("currencies.tsv", "currency", ["country"], read_aliases(INPUT / "currency-aliases.tsv"), excluded)
    for code, entry in npm_json(where, "cldr-numbers-full", "currencies.json")["numbers"]["currencies"].items():
        if code not in OLD_CURRENCIES:
            # A code of ISO 4217 begins with its country, but for those of unions.
            country = "" if code.startswith("X") or code == "EUR" else code[:2]
            table.add(f"cldr:{code}", [clean(entry["displayName"])], 0.95, country=country)
    return table


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cache", type=Path)
    arguments.add_argument("--check", action="store_true")
    arguments = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        where = arguments.cache or Path(temporary)
        where.mkdir(parents=True, exist_ok=True)
        download(where)
        excluded = read_excluded()
        countries = territories(where, excluded)
        towns = cities(where, excluded, countries.names())
        provinces = subdivisions(where, excluded, countries.names() | towns.names())
        tables = [countries, provinces, towns, currencies(where, excluded)]
    changed = []
    for table in tables:
        path, text = DATA / table.file, table.text()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            changed.append(table.file)
        if not arguments.check:
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{table.file}: {len(table.rows)} rows")
    if arguments.check and changed:
        sys.exit(f"out of date: {', '.join(changed)}")


if __name__ == "__main__":
    main()
