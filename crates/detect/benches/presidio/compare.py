"""Microsoft Presidio on the same labelled sets, by the same rule as ../quality.rs.

    python -m venv VENV && VENV/bin/pip install -r requirements.txt && VENV/bin/python compare.py

One JSON object a line. A labelled span counts as found when a result of the same kind overlaps it; a
result counts as right when it overlaps a labelled span of its kind. Its small English model,
en_core_web_sm, is used when it is installed. It is not on PyPI; without it Presidio has its patterns
only, and the lines say so ("patterns": true): then its figures for names, places and organisations are
no measure of Presidio.
"""

import json
import logging
import pathlib
import sys
from collections import Counter

import spacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

MODEL = "en_core_web_sm"
# Their kinds, and the kinds of the set of sentences, as ours.
THEIRS = {
    "PERSON": "person", "LOCATION": "place", "GPE": "place", "ORGANIZATION": "organisation", "ORG": "organisation",
    "EMAIL_ADDRESS": "email", "URL": "url", "PHONE_NUMBER": "phone", "IP_ADDRESS": "ip", "DATE_TIME": "date",
    "CREDIT_CARD": "account", "IBAN_CODE": "account", "US_SSN": "account", "US_DRIVER_LICENSE": "account",
    "US_BANK_NUMBER": "account", "US_PASSPORT": "account", "US_ITIN": "account", "UK_NHS": "account",
    "UK_NINO": "account", "MEDICAL_LICENSE": "account", "CRYPTO": "account",
}
LABELS = {
    "PERSON": "person", "GPE": "place", "STREET_ADDRESS": "address", "ORGANIZATION": "organisation",
    "PHONE_NUMBER": "phone", "EMAIL_ADDRESS": "email", "DOMAIN_NAME": "url", "URL": "url", "IP_ADDRESS": "ip",
    "AGE": "age", "CREDIT_CARD": "account", "IBAN_CODE": "account", "US_SSN": "account",
    "US_DRIVER_LICENSE": "account", "US_BANK_NUMBER": "account", "PASSPORT": "account",
}


class Engine(SpacyNlpEngine):
    """Takes the model if it is there and fetches nothing."""

    def load(self):
        self.whole = spacy.util.is_package(MODEL)
        self.nlp = {"en": spacy.load(MODEL) if self.whole else spacy.blank("en")}


def label(kind, text):
    # A bare year or weekday is no date for us.
    if kind == "DATE_TIME":
        return "date" if len(text.encode()) > 7 and any(c.isdigit() and c.isascii() for c in text) else None
    return LABELS.get(kind)


def sentences(path):
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        spans = [(label(s["kind"], row["text"][s["start"]:s["end"]]), s["start"], s["end"]) for s in row["spans"]]
        yield row["text"], [s for s in spans if s[0]], False


def stories(path):
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row["lang"].startswith("en"):
            continue
        raw = row["markdown"].encode()
        at = lambda byte: len(raw[:byte].decode())
        yield row["markdown"], [(s["kind"], at(s["start"]), at(s["end"])) for s in row["spans"]], row["quiet"]


def measure(name, samples, engine, whole):
    wanted, hit, given, right, alarms, quiets = Counter(), Counter(), Counter(), Counter(), 0, 0
    for text, spans, quiet in samples:
        found = [(THEIRS[r.entity_type], r.start, r.end) for r in engine.analyze(text, language="en") if r.entity_type in THEIRS]
        over = lambda a, b: a[1] < b[2] and b[1] < a[2]
        for span in spans:
            wanted[span[0]] += 1
            hit[span[0]] += any(f[0] == span[0] and over(f, span) for f in found)
        for f in found:
            given[f[0]] += 1
            right[f[0]] += any(f[0] == span[0] and over(f, span) for span in spans)
        if quiet:
            quiets += 1
            alarms += sum(not any(over(f, span) for span in spans) for f in found)

    def say(metric, value, unit="ratio"):
        print(json.dumps({"bench": "detect-presidio", "metric": metric, "value": round(value, 3), "unit": unit, "patterns": not whole}))

    for kind in sorted(wanted | given):
        if wanted[kind]:
            say(f"{kind} recall ({name}, n={wanted[kind]})", hit[kind] / wanted[kind])
        if given[kind]:
            say(f"{kind} precision ({name}, n={given[kind]})", right[kind] / given[kind])
    if quiets:
        say(f"false alarms a quiet story ({name})", alarms / quiets, "count")


def main():
    logging.disable(logging.WARNING)
    here = pathlib.Path(__file__).resolve()
    corpora = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here.parents[5] / "shared" / "corpora"
    nlp = Engine()
    engine = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])
    engine.analyze("warm", language="en")
    measure("English stories", stories(corpora / "stories" / "dev.jsonl"), engine, nlp.whole)
    measure("presidio", sentences(corpora / "pii" / "presidio-synth-dev.jsonl"), engine, nlp.whole)


if __name__ == "__main__":
    main()
