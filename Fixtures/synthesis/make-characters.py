#!/usr/bin/env python3
"""Writes text in which every character that printed pages have is frequent, for pages to train the character classifier on.

Running text has one Z for a thousand e's and no ÷ at all. Here half of the words are those of a corpus, as they are or in
capitals; the others are numbers, prices, dates and strings drawn from all characters, punctuation around them.

    Fixtures/synthesis/make-characters.py CORPUS... > characters.txt
"""

import random
import string
import sys
from pathlib import Path

LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØÚÜàáâãäåæçèéêëìíîïñòóôõöøùúûüß"
SIGNS = "–—‘’“”„«»•°§©£€"
PAIRS = [("(", ")"), ("[", "]"), ("{", "}"), ('"', '"'), ("“", "”"), ("‘", "’"), ("„", "“"), ("«", "»"), ("<", ">"), ("'", "'")]


def number(random: random.Random) -> str:
    kind = random.randrange(6)
    if kind == 0:
        return str(random.randrange(10 ** random.randrange(1, 8)))
    if kind == 1:
        return f"{random.choice('$£€')}{random.randrange(100000):,}.{random.randrange(100):02}"
    if kind == 2:
        return f"{random.randrange(1, 32)}/{random.randrange(1, 13)}/{random.randrange(1800, 2030)}"
    if kind == 3:
        return f"{random.randrange(1000) / 10}%"
    if kind == 4:
        return f"{random.randrange(1, 24)}:{random.randrange(60):02}"
    return f"#{random.randrange(1000)}-{random.choice(string.ascii_uppercase)}{random.randrange(100)}"


def token(random: random.Random, words: list[str]) -> str:
    word = random.choice(words)
    kind = random.random()
    if kind < 0.25:
        return word
    if kind < 0.33:
        return word.upper()
    if kind < 0.40:
        return word.capitalize()
    if kind < 0.50:
        return number(random)
    if kind < 0.62:
        return "".join(random.choice(string.ascii_letters + string.digits) for _ in range(random.randrange(2, 9)))
    if kind < 0.72:
        return "".join(random.choice(LETTERS) if random.random() < 0.4 else c for c in word)
    if kind < 0.78:
        return "".join(random.choice(LETTERS + string.ascii_letters) for _ in range(random.randrange(2, 8)))
    if kind < 0.86:
        return "".join(random.choice(string.punctuation + SIGNS + string.digits) for _ in range(random.randrange(1, 5)))
    if kind < 0.93:
        opening, closing = random.choice(PAIRS)
        return opening + word + closing
    return word + random.choice(string.punctuation + SIGNS) + random.choice(words)


def main() -> None:
    words = [word for path in sys.argv[1:] for word in Path(path).read_text(errors="replace").split() if word.isalpha()]
    random.seed(1)
    for _ in range(6000):
        tokens = []
        for _ in range(random.randrange(20, 80)):
            tokens.append(token(random, words))
            if random.random() < 0.15:
                tokens[-1] += random.choice(".,;:!?")
        print(" ".join(tokens) + "\n")


if __name__ == "__main__":
    main()
