"""Prints a prompt as training fills it, so that the answering service's tests can compare it with their own."""

import argparse
import itertools
import pathlib
import sys

from .prompts import Prompt, headed


def main() -> int:
    parser = argparse.ArgumentParser(prog="longshore_training.show", description=__doc__)
    parser.add_argument("file", type=pathlib.Path, help="prompt")
    parser.add_argument("question")
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--heading", action="append", default=[], help="above the next text; empty for none")
    settings = parser.parse_args()
    below = itertools.zip_longest(settings.heading, settings.texts, fillvalue="")
    texts = [headed(heading, text) for heading, text in below]
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(Prompt.load(settings.file).rendered(texts, settings.question))
    return 0


if __name__ == "__main__":
    sys.exit(main())
