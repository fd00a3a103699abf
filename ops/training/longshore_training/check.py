"""Says what data there is to train on, with nothing but Python."""

import argparse
import pathlib
import sys

from . import books, passages
from .contexts import BOOKS


def add_data(parser: argparse.ArgumentParser) -> None:
    """The arguments that say which data."""
    parser.add_argument("--data", type=pathlib.Path, action="append", required=True)
    parser.add_argument("--book", type=pathlib.Path, action="append", default=[], help="package of a book")
    parser.add_argument("--split", choices=("tune", "all"), default="tune")


def main() -> int:
    parser = argparse.ArgumentParser(prog="longshore_training.check", description=__doc__)
    add_data(parser)
    settings = parser.parse_args()
    try:
        trained, kept = passages.parts(settings.data, settings.split)
        of_books, of_books_kept = books.parts(settings.book, settings.split)
    except passages.DataError as e:
        print(e, file=sys.stderr)
        return 1
    print(
        f"{trained.count()} questions on {len(trained.passages)} documents to train on,"
        f" {kept.count()} on {len(kept.passages)} others for validation"
    )
    if settings.book:
        print(
            f"{of_books.count()} on {of_books.documents()} chapters and addresses of public-domain books beside them,"
            f" {of_books_kept.count()} on {of_books_kept.documents()} others; they are {BOOKS:.0%} of the lessons"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
