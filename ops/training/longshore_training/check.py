"""Says what data there is to train on, with nothing but Python."""

import argparse
import pathlib
import sys

from . import books, passages
from .contexts import BOOKS


def add_data(parser: argparse.ArgumentParser, required: bool) -> None:
    """The arguments that say which data."""
    parser.add_argument("--data", type=pathlib.Path, action="append", default=[], required=required)
    parser.add_argument("--book", type=pathlib.Path, action="append", default=[], help="package of a book")
    parser.add_argument("--split", choices=("tune", "all"), default="tune")


def main() -> int:
    parser = argparse.ArgumentParser(prog="longshore_training.check", description=__doc__)
    add_data(parser, required=False)
    settings = parser.parse_args()
    try:
        if settings.data:
            print(_of_data(*passages.parts(settings.data, settings.split)))
        if settings.book:
            print(_of_books(*books.parts(settings.book, settings.split)))
    except passages.DataError as e:
        print(e, file=sys.stderr)
        return 1
    return 0


def _of_data(trained: passages.Part, kept: passages.Part) -> str:
    return (
        f"{trained.count()} questions on {len(trained.passages)} documents to train on,"
        f" {kept.count()} on {len(kept.passages)} others for validation"
    )


def _of_books(trained: passages.Part, kept: passages.Part) -> str:
    share = f"they are {BOOKS:.0%} of the lessons" if trained.count() else "none of the lessons is on them"
    return (
        f"{trained.count()} questions on {trained.documents()} chapters and addresses of public-domain books,"
        f" {kept.count()} on {kept.documents()} others for validation; {share}"
    )


if __name__ == "__main__":
    sys.exit(main())
