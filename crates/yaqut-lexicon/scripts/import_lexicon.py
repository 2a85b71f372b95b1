#!/usr/bin/env python3
"""Make frequencies.tsv and stems.tsv from the pinned packages of wordfreq and hunspell-ar.

    python3 import_lexicon.py                 download the packages into a temporary directory and write ../data
    python3 import_lexicon.py --cache DIR     keep the downloads in DIR and use them again
    python3 import_lexicon.py --check         write nothing; fail if a table would change

Needs pip, apt-get and dpkg-deb.

frequencies.tsv: a line for each step of frequency, the commonest first: centibels below every word of a text (a word of
    300 is one in a thousand), then its words, parted by spaces.
stems.tsv: a line for each set of uses, letters of
    n  a noun, adjective or name that stands by itself
    b  a noun before a pronoun (مدرست, كتاب, مسؤولي)
    p  a verb of the past
    i  an imperfect verb
    c  a command
    o  a verb before a pronoun (قتلو, يرا)
  and then the forms that are used so.
Both are written as in the source, with hamzas, without marks. Of the stems only those are kept that are a word of
frequencies.tsv or a stem that the clitics could leave of one, with the endings that a pronoun hides.
"""
import argparse
import gzip
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

WORDFREQ, MSGPACK = "3.1.1", "1.1.2"
HUNSPELL_AR = "3.2-1.2"
RAREST = 730  # centibels; a word of five in a hundred millions

DATA = Path(__file__).resolve().parent.parent / "data"
MARKS = re.compile("[\u0640\u064B-\u0652\u0670]")
ARABIC = re.compile("[\u0621-\u063A\u0641-\u064A]{1,20}")
PRONOUNS = ["هما", "كما", "هم", "ها", "هن", "كم", "كن", "ني", "نا", "ه", "ك", "ي"]
HIDDEN = [("ت", "ة"), ("ا", "ى"), ("ئ", "ء"), ("ؤ", "ء"), ("ئ", "أ"), ("ؤ", "أ")]  # before a pronoun, and without
FRONTS = ["", "ب", "ك", "ل", "س"]


def download(cache):
    wheel = cache / f"wordfreq-{WORDFREQ}-py3-none-any.whl"
    if not wheel.exists():
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", cache, f"wordfreq=={WORDFREQ}"],
                       check=True)
    deb = cache / f"hunspell-ar_{HUNSPELL_AR}_all.deb"
    if not deb.exists():
        subprocess.run(["apt-get", "-qq", "download", f"hunspell-ar={HUNSPELL_AR}"], cwd=cache, check=True)
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", cache / "python", f"msgpack=={MSGPACK}"],
                   check=True)
    sys.path.insert(0, str(cache / "python"))
    subprocess.run(["dpkg-deb", "-x", deb, cache / "hunspell-ar"], check=True)
    return wheel, cache / "hunspell-ar/usr/share/hunspell"


def frequencies(wheel):
    """Centibels and words; wordfreq already leaves out marks and tatweel."""
    import msgpack
    bins = msgpack.loads(gzip.decompress(zipfile.ZipFile(wheel).read("wordfreq/data/large_ar.msgpack.gz")), raw=False)
    for centibels, words in enumerate(bins[1:]):
        if centibels <= RAREST:
            yield centibels, sorted(word for word in words if ARABIC.fullmatch(word))


def affixes(path):
    """Flag sets, morphologies and suffix rules of an affix file of two-letter flags."""
    sets, morphologies, rules = [""], [""], defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if not fields:
            continue
        if fields[0] == "AF" and not fields[1].isdigit():
            sets.append(fields[1])
        elif fields[0] == "AM" and not fields[1].isdigit():
            morphologies.append(" ".join(fields[1:]))
        elif fields[0] == "SFX" and len(fields) >= 5:
            _, flag, cut, add, condition = fields[:5]
            cut, add = ("" if x == "0" else MARKS.sub("", x.split("/")[0]) for x in (cut, add))
            rules[flag].append((cut, "" if add == "0" else add, re.compile(f"(?:{condition})$")))
    return sets, morphologies, rules


def forms(word, flags, rules):
    """Every form that the suffix rules of the flags make, with the flag."""
    for flag in re.findall("..", flags):
        for cut, add, condition in rules.get(flag, ()):
            if word.endswith(cut) and condition.search(word):
                yield flag, word[:len(word) - len(cut)] + add


def stems(folder):
    sets, morphologies, rules = affixes(folder / "ar.aff")
    uses = defaultdict(set)

    def note(form, use):
        form = MARKS.sub("", form)
        if ARABIC.fullmatch(form):
            uses[form].add(use)

    def bound(form, use):
        for pronoun in PRONOUNS:
            if form.endswith(pronoun):
                note(form[:-len(pronoun)], use)
                return

    part = ""
    for line in (folder / "ar.dic").read_text(encoding="utf-8").splitlines()[1:]:
        if line.endswith(".dic"):
            part = line
        entry, _, morphology = line.partition("\t")
        word, _, flags = entry.partition("/")
        flags = sets[int(flags)] if flags.isdigit() else ""
        word = MARKS.sub("", word)
        if part == "names.dic" and flags:
            note(word, "n")
            for flag, form in forms(word, flags, rules):
                # The second letter of a noun's flag: A stands free, C and D carry a pronoun or stand before a noun.
                if flag[1] == "A":
                    note(form, "n")
                elif flag[1] in "CD" and form.endswith("ه"):
                    bound(form, "b")
                elif flag == "CC" or flag[1] == "B":
                    note(form, "n")
        elif part == "verb.huns.dic" and flags:
            tense = morphologies[int(morphology)] if morphology.isdigit() else ""
            tenses = [use for name, use in (("is:pst", "p"), ("is:prst", "i"), ("is:imp", "c")) if name in tense]
            for use in tenses:
                note(word, use)
            for flag, form in forms(word, flags, rules):
                if flag[1] == "x":
                    for use in tenses:
                        note(form, use)
                elif flag[1].islower() and tenses != ["c"]:
                    bound(form, "o")
    return uses


def asked_for(words):
    """Every stem that the clitics could leave of a word."""
    for word in words:
        for conjunction in ("", "و", "ف"):
            for front in FRONTS:
                if not word.startswith(conjunction + front):
                    continue
                rest = word[len(conjunction + front):]
                for rest in [rest] + (["ا" + rest] if front == "ل" and rest.startswith("ل") else []):
                    yield rest
                    for stem in (rest[:-len(pronoun)] for pronoun in PRONOUNS if rest.endswith(pronoun)):
                        yield stem
                        yield from (stem[:-1] + ending for last, ending in HIDDEN if stem.endswith(last))
                        yield stem + "ا"
                    if rest.startswith("ال"):
                        yield rest[2:]


def tables(cache):
    wheel, folder = download(cache)
    bins = list(frequencies(wheel))
    fold = str.maketrans("أإآى", "اااي")
    known = {stem.translate(fold) for stem in asked_for(word for _, words in bins for word in words)}
    by_use = defaultdict(list)
    for stem, uses in stems(folder).items():
        if stem.translate(fold) in known:
            by_use["".join(use for use in "nbpico" if use in uses)].append(stem)
    yield "frequencies.tsv", "".join(f"{cb}\t{' '.join(words)}\n" for cb, words in bins if words)
    yield "stems.tsv", "".join(f"{uses}\t{stem}\n" for uses, group in sorted(by_use.items()) for stem in sorted(group))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--cache", type=Path)
    args.add_argument("--check", action="store_true")
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        cache = (args.cache or Path(temporary)).resolve()
        cache.mkdir(parents=True, exist_ok=True)
        changed = False
        for name, text in tables(cache):
            path = DATA / name
            if args.check:
                changed |= not path.exists() or path.read_text(encoding="utf-8") != text
            else:
                path.write_text(text, encoding="utf-8")
            print(f"{name}: {len(text.encode()):,} bytes")
        if changed:
            sys.exit("a table is not what its source makes: run this script")


if __name__ == "__main__":
    main()
