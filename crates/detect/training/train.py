"""Trains the model of the topics and writes ../data/topic-weights.txt.

    pip install -r requirements.txt && python train.py [STORIES.jsonl]

Reads the labelled paragraphs beside this file (ours) and, when they are there, the labelled stories of
the development set. What the model is given of a block comes from the crate itself (the example
`topic-features`), so that training and use cannot drift apart. Prints how well it does on stories it has
not seen: each story of the development set is left out in turn ("one left out"; the lexicons were written by
somebody who had read the stories, so even these figures flatter).
"""

import json
import pathlib
import subprocess
import sys

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
OUT = HERE.parent / "data" / "topic-weights.txt"
TOPICS = (
    "health mental-health sexuality faith politics ethnicity legal substance violence self-harm finances "
    "family-conflict grief work-conflict confidence work-secret harsh"
).split()
# How strongly weights are held back, how much more a miss counts than a false alarm, how much more a
# story of the development set counts than a paragraph written for training. From the chance ENOUGH on a
# topic is found; in a text whose blocks' greatest chances are below CALM on average it has to be SURE.
HOLD, MISS, STORY = 0.5, 2.0, 3.0
ENOUGH, CALM, SURE = 0.31, 0.35, 0.7


def ours():
    for sheet in sorted(HERE.glob("*.txt")):
        story = None
        for line in sheet.read_text("utf-8").splitlines():
            if line.startswith("@ "):
                if story:
                    yield story
                story = ([], [])
            elif " | " in line and story:
                labels, text = line.split(" | ", 1)
                story[0].append(text)
                story[1].append({label for label in labels.split() if label != "-"})
        if story:
            yield story


def labelled(path):
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        raw = row["markdown"].encode()
        blocks = [b for b in row["blocks"] if raw[b["start"]:b["end"]].strip(b"-*_ ")]
        yield (
            [raw[b["start"]:b["end"]].decode() for b in blocks],
            [set(b["topics"]) for b in blocks],
        )


def features(stories):
    command = ["cargo", "run", "--quiet", "--package", "detect", "--example", "topic-features"]
    text = "".join(json.dumps(blocks) + "\n" for blocks, _ in stories)
    done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def fit(x, y, weight):
    models = []
    for k in range(len(TOPICS)):
        model = LogisticRegression(
            C=HOLD, max_iter=500, solver="liblinear", class_weight={0: 1, 1: MISS}, random_state=1
        )
        models.append(model.fit(x, y[:, k], sample_weight=weight))
    return models


def chances(models, x):
    return np.array([model.predict_proba(x)[:, 1] for model in models]).T


def decide(out, of):
    found = np.zeros(out.shape, bool)
    for story in np.unique(of):
        here = of == story
        calm = out[here].max(axis=1).mean() < CALM
        found[here] = out[here] >= (SURE if calm else ENOUGH)
    return found


def say(name, found, wanted):
    hit = (found & wanted).sum()
    print(f"{name:16} wanted {wanted.sum():4} recall {hit / max(1, wanted.sum()):.3f} precision {hit / max(1, found.sum()):.3f}")


def main():
    default = ROOT.parent / "shared" / "corpora" / "stories" / "dev.jsonl"
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    own = list(ours())
    dev = list(labelled(path)) if path.exists() else []
    stories = own + dev
    given = features(stories)
    # What stands in one block only teaches nothing.
    seen = {}
    for story in given:
        for block in story:
            for name in block:
                seen[name] = seen.get(name, 0) + 1
    rows = [{n: v for n, v in b.items() if seen[n] > 1} for story in given for b in story]
    vectors = DictVectorizer()
    x = vectors.fit_transform(rows).tocsr()
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    y = np.array([[t in labels for t in TOPICS] for _, all_ in stories for labels in all_])
    of = np.concatenate([[i] * len(blocks) for i, (blocks, _) in enumerate(stories)])
    is_dev = of >= len(own)
    weight = np.where(is_dev, STORY, 1.0)
    print(f"{len(own)} texts of ours with {(~is_dev).sum()} blocks, {len(dev)} stories with {is_dev.sum()} blocks")
    if dev:
        alone = chances(fit(x[~is_dev], y[~is_dev], weight[~is_dev]), x[is_dev])
        say("ours alone", decide(alone, of[is_dev]), y[is_dev])
        out = np.zeros((len(y), len(TOPICS)))
        for story in range(len(own), len(stories)):
            rest = of != story
            out[~rest] = chances(fit(x[rest], y[rest], weight[rest]), x[~rest])
        found = decide(out, of)[is_dev]
        say("one left out", found, y[is_dev])
        alarms = [int(found[of[is_dev] == i].sum()) for i in range(len(own), len(stories)) if not any(stories[i][1])]
        print("false topics in stories without any, left out:", *alarms)
        for k, topic in enumerate(TOPICS):
            say("  " + topic, found[:, k], y[is_dev][:, k])
    models = fit(x, y, weight)
    say("fitted", decide(chances(models, x), of)[is_dev], y[is_dev])
    table = np.array([model.coef_[0] for model in models]).T
    whole = np.rint(table * 100).astype(int)
    start = np.rint(np.array([model.intercept_[0] for model in models]) * 100).astype(int)
    enough, sure = (round(float(np.log(p / (1 - p))) * 100) for p in (ENOUGH, SURE))
    lines = ["# Made by training/train.py. Hundredths, a number for each topic in the order of the design."]
    lines.append(f"enough\t{enough} {sure} {round(CALM * 100)}")
    lines.append("start\t" + " ".join(map(str, start)))
    for name, row in sorted(zip(vectors.get_feature_names_out(), whole)):
        if np.abs(row).max() >= 8:
            lines.append(name + "\t" + " ".join(map(str, row)))
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} lines, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
