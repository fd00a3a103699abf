"""An adapter's card: where it comes from, what it was made with, what was seen of it."""

import dataclasses
import datetime
import hashlib
import json
import pathlib
import platform

import torch

from . import adapter, books, training
from .lessons import Lesson
from .passages import ANSWERS, CORPUS, QUERIES, Part
from .prompts import END


def sha256(file: pathlib.Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def data(folder: pathlib.Path) -> dict:
    """What says which data it was, and what the data's own text says of its licence."""
    files = sorted(
        file for name in (ANSWERS, CORPUS, QUERIES) for file in [*folder.glob(name), *folder.glob("*/" + name)]
    )
    digest = hashlib.sha256("".join(sha256(file) for file in files).encode()).hexdigest()
    return {"name": folder.resolve().name, "sha256": digest, "licence": _licence(folder)}


def book(file: pathlib.Path) -> dict:
    return {"name": file.stem, "sha256": sha256(file), "licence": books.LICENCE}


def _licence(folder: pathlib.Path) -> str:
    readme = folder / "README.md"
    lines = readme.read_text(encoding="utf-8").splitlines() if readme.exists() else []
    return next((line.strip() for line in lines if "licen" in line.lower()), "not stated beside the data")


def counts(part: Part) -> dict:
    return {
        "documents": len(part.passages),
        "questions": part.count(),
        "without_answer": sum(not q.answers for asked in part.questions.values() for q in asked),
    }


@torch.no_grad()
def proofs(model, lessons: list[Lesson], tokenizer, device: str) -> list[dict]:
    """What an engine must find too: log-likelihoods of answers, summed over their tokens."""
    found = []
    for lesson in lessons:
        packed = lesson.packed.to(device)
        logits = model.logits(model(packed.tokens, packed.positions, packed.sees)[packed.rows])
        each = torch.log_softmax(logits, -1).gather(1, packed.targets[:, None])[:, 0]
        asked = lesson.context.asked[0]
        own = (packed.owners == 0) & (packed.targets != tokenizer.of(END)[0])
        found.append(
            {"prompt": lesson.prompts[0], "continuation": asked.target, "log_likelihood": each[own].sum().item()}
        )
    return found


def card(settings, course: training.Course, before, after, **more) -> dict:
    now = datetime.datetime.now(datetime.timezone.utc)
    return {
        "adapter": settings.name,
        "base": {"model": settings.base, "sha256": settings.base_sha256, "licence": settings.base_licence},
        "split": settings.split,
        "seed": settings.seed,
        "rank": adapter.RANK,
        "alpha": adapter.ALPHA,
        "rate": training.RATE,
        "steps": course.steps,
        "questions": course.questions,
        "tokens": course.tokens,
        "seconds": round(course.seconds),
        "loss": round(course.loss(), 4),
        "validation": {"before": dataclasses.asdict(before), "after": dataclasses.asdict(after)},
        "date": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "commit": settings.commit,
        "torch": torch.__version__,
        "machine": platform.machine(),
        **more,
    }


def write(file: pathlib.Path, content: dict) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
