"""Says what data there is to train on, with nothing but Python."""

import argparse
import pathlib
import sys

from . import passages


def add_data(parser: argparse.ArgumentParser) -> None:
    """The arguments that say which data."""
    parser.add_argument("--data", type=pathlib.Path, action="append", required=True)
    parser.add_argument("--split", choices=("tune", "all"), default="tune")


def main() -> int:
    parser = argparse.ArgumentParser(prog="longshore_training.check", description=__doc__)
    add_data(parser)
    settings = parser.parse_args()
    try:
        trained, kept = passages.parts(settings.data, settings.split)
    except passages.DataError as e:
        print(e, file=sys.stderr)
        return 1
    print(
        f"{trained.count()} questions on {len(trained.passages)} documents to train on,"
        f" {kept.count()} on {len(kept.passages)} others for validation"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
