"""Makes an adapter and its card. `longshore train answers` calls this in an environment of its own."""

import argparse
import os
import pathlib
import signal
import sys

import torch

from . import adapter, books, card, check, contexts, machine, passages, training
from .lessons import Lessons
from .prompts import REFUSAL, Prompt
from .qwen import Qwen
from .tokens import Tokenizer

ADAPTER_FILE = "answers.gguf"
CARD_FILE = "answers.json"
SENTENCE_SHARE = 0.1
PROOFS = 3
FAILED = 1
INTERRUPTED = 130


def main() -> int:
    settings = _settings()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    try:
        _make(settings)
    except (passages.DataError, ValueError) as e:
        print(e, file=sys.stderr)
        return FAILED
    except OSError as e:
        print(f"{e.filename}: {e.strerror}; nothing was written.", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return INTERRUPTED
    return 0


def _settings() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="longshore_training", description=__doc__)
    check.add_data(parser, required=True)
    parser.add_argument("--base-file", type=pathlib.Path, required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--base-sha256", required=True)
    parser.add_argument("--base-licence", required=True)
    parser.add_argument("--prompts", type=pathlib.Path, required=True, help="folder of the prompts")
    parser.add_argument("--words", default="copy.v3", help="prompt that asks for words of the texts")
    parser.add_argument("--sentences", default="free.v1", help="prompt that asks for sentences")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--questions", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=max(1, os.cpu_count() or 1))
    parser.add_argument("--validation", type=int, default=16, help="contexts to measure on, before and after")
    parser.add_argument("--commit", default="unknown")
    settings = parser.parse_args()
    settings.name = f"answers for {settings.base}"
    return settings


def _make(settings: argparse.Namespace) -> None:
    trained, kept = passages.parts(settings.data, settings.split)
    of_books, of_books_kept = books.parts(settings.book, settings.split)
    device = machine.device()
    dtype = machine.dtype(device)
    _say(f"Reading {settings.base} ({device}, {str(dtype).removeprefix('torch.')}, {settings.threads} threads)")
    model = Qwen(settings.base_file, dtype, device)
    tokenizer = Tokenizer(model.field)

    def lessons(data: passages.Part, book: passages.Part, seed: int) -> Lessons:
        maker = contexts.maker(data, book, seed, SENTENCE_SHARE)
        words, sentences = (
            Prompt.load(settings.prompts / f"{name}.txt") for name in (settings.words, settings.sentences)
        )
        return Lessons(maker, words, sentences, tokenizer)

    parameters = adapter.adapt(model, settings.seed)
    drawn = lessons(kept, of_books_kept, 0)
    unseen = [drawn.next() for _ in range(settings.validation)]
    refusal = tokenizer.of(REFUSAL)[0]
    before = training.measure(model, unseen, refusal, device)
    _say("Before: " + _words(before))
    budget = training.Budget(settings.minutes * 60 if settings.minutes else None, settings.questions)
    course = training.train(model, parameters, lessons(trained, of_books, settings.seed), budget, device, _say)
    after = training.measure(model, unseen, refusal, device)
    _say("After: " + _words(after))
    _write(
        model,
        settings,
        card.card(
            settings,
            course,
            before,
            after,
            data=[*map(card.data, settings.data), *map(card.book, settings.book)],
            trained_on=card.counts(trained),
            kept_for_validation=card.counts(kept),
            books_trained_on=card.counts(of_books),
            books_kept_for_validation=card.counts(of_books_kept),
            prompts=[settings.words, settings.sentences],
            proofs=card.proofs(model, unseen[:PROOFS], tokenizer, device),
        ),
    )


def _write(model: Qwen, settings: argparse.Namespace, content: dict) -> None:
    """The files get their names when they are whole; the card first, since the adapter without one is refused."""
    settings.out.mkdir(parents=True, exist_ok=True)
    file, text = settings.out / ADAPTER_FILE, settings.out / CARD_FILE
    part, text_part = file.with_suffix(".gguf.part"), text.with_suffix(".json.part")
    try:
        adapter.write(model, part, settings.name, settings.base)
        content["sha256"] = card.sha256(part)
        card.write(text_part, content)
        text_part.replace(text)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
        text_part.unlink(missing_ok=True)
    _say(f"Wrote {file} ({file.stat().st_size / 1e6:.0f} MB) and {text.name}")


def _words(measured: training.Measured) -> str:
    return (
        f"of {measured.questions} validation questions, {measured.exact_answered:.2f} of those with an answer exactly"
        f" right, {measured.falsely_not_stated:.2f} of them refused; {measured.exact_not_stated:.2f} of those without"
        f" one refused; log-likelihood a token {measured.log_likelihood:.2f}"
    )


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
