"""Passages and questions on them, as `longshore evaluate answers` reads them, and the halves of a data set."""

import collections
import dataclasses
import hashlib
import json
import pathlib
import re

ANSWERS = "answers.jsonl"
CORPUS = "corpus.jsonl"
QUERIES = "queries.jsonl"
UNANSWERABLE = "unanswerable.jsonl"
NEGATIVES = "hard_negatives.tsv"

VALIDATION_SHARE = 8

# What the service's ControlTokens break with a space: a prompt would not show such a text as it is. The rules are the
# same, and both are tested with the same examples.
_BRACKETED = (
    "/?(?:INST|AVAILABLE_TOOLS|TOOL_RESULTS|SYSTEM_PROMPT|TOOL_CONTENT|THINK|MODEL_SETTINGS)",
    r"TOOL_CALLS|ARGS|CALL_ID|PREFIX|MIDDLE|SUFFIX|control_\d+",
    "IMG|IMG_BREAK|IMG_END|AUDIO|BEGIN_AUDIO|TRANSCRIBE",
    r"BOS|EOS|EOT|PAD|UNK|start_header_id|end_header_id|[|｜][^\W\d]{2,40}[|｜]",
    r"[gs]?MASK|CLS|SEP|unused\d+|UNUSED_TOKEN_\d+",
)
CONTROL = re.compile(
    r"[<＜﹤](?:[|｜¦]|[/\\]?[^\W\d][\w▁:-]{0,40}\s?[>＞﹥|｜]|<\s?/?(?i:SYS))"
    rf"|\[(?:{'|'.join(_BRACKETED)})\]"
    r"|>>[A-Z_\d]{2,40}<<"
)


class DataError(Exception):
    """What is wrong with the data, as a sentence for a person."""


@dataclasses.dataclass(frozen=True)
class Passage:
    """A document of a data set; `group` is what it belongs to, such as an article in all its languages; `heading`
    is what stands above it, or empty."""

    key: str
    id: str
    group: str
    text: str
    heading: str


@dataclasses.dataclass(frozen=True)
class Question:
    """A question on the passage `about`; without answers that passage does not hold one. `hard` are the
    passages most like an answer that hold none, the hardest first. `evidence` are the words that must be shown for
    the answer to be one; empty where the answer's own words are enough."""

    text: str
    about: str
    answers: tuple[str, ...]
    hard: tuple[str, ...]
    evidence: str = ""

    def stands_in(self, text: str, lower: bool = False) -> bool:
        proofs = (self.evidence,) if self.evidence else self.answers
        return any((proof.lower() if lower else proof) in text for proof in proofs)


@dataclasses.dataclass
class Part:
    """Passages by key, and the questions on them by the passage's key."""

    passages: dict[str, Passage]
    questions: dict[str, list[Question]]

    @staticmethod
    def empty() -> "Part":
        return Part({}, {})

    def count(self) -> int:
        return sum(len(questions) for questions in self.questions.values())

    def documents(self) -> int:
        """How many groups have a question."""
        return len({self.passages[key].group for key in self.questions})

    def add(self, other: "Part") -> None:
        self.passages.update(other.passages)
        self.questions.update(other.questions)

    def where(self, wanted) -> "Part":
        passages = {key: passage for key, passage in self.passages.items() if wanted(passage)}
        return Part(passages, {key: asked for key, asked in self.questions.items() if key in passages})


def in_tune_half(document: str) -> bool:
    """Whether settings may be chosen on a document: the same halves as `longshore evaluate --split` has."""
    return hashlib.sha256(document.encode()).digest()[0] % 2 == 0


def in_validation(group: str) -> bool:
    """Whether a group is kept from training to see what was learnt; it has all its passages in all languages."""
    return hashlib.sha256(("validation/" + group).encode()).digest()[0] % VALIDATION_SHARE == 0


def parts(folders: list[pathlib.Path], split: str) -> tuple[Part, Part]:
    """What to train on, and what is kept from it for validation; no document is in both."""
    part = Part.empty()
    for folder in folders:
        part.add(read(folder))
    if split == "tune":
        part = part.where(lambda passage: in_tune_half(passage.id))
    trained = part.where(lambda passage: not in_validation(passage.group))
    kept = part.where(lambda passage: in_validation(passage.group))
    if not trained.count() or not kept.count():
        raise DataError(
            f"The data has {part.count()} questions to train on (split {split}): too few to keep some documents for"
            " validation."
        )
    return trained, kept


def read(folder: pathlib.Path) -> Part:
    """Reads a folder, or its folders of languages, that have the files of xquad or idk-mrc."""
    folders = [folder] if (folder / ANSWERS).exists() else _folders(folder)
    if not folders:
        raise DataError(f"{folder} has no {ANSWERS}, and none of its folders has one.")
    part = Part.empty()
    for one in folders:
        part.add(_read(one, str(one) + "/"))
    if not part.count():
        raise DataError(f"{folder} has no question whose passage is in {CORPUS}.")
    return part


def _folders(folder: pathlib.Path) -> list[pathlib.Path]:
    try:
        return [one for one in sorted(folder.iterdir()) if (one / ANSWERS).exists()]
    except OSError as e:
        raise DataError(f"{folder} can't be read: {e.strerror}.") from e


def _read(folder: pathlib.Path, prefix: str) -> Part:
    passages = {}
    for row in _rows(folder / CORPUS, "id", "text"):
        text = shown(row["text"])
        if text and not CONTROL.search(text):
            title = row.get("title") or ""
            heading = "" if CONTROL.search(title) else shown(title)
            passages[prefix + row["id"]] = Passage(prefix + row["id"], row["id"], title or row["id"], text, heading)
    texts = {row["id"]: row["text"] for row in _rows(folder / QUERIES, "id", "text")}
    hard = _negatives(folder / NEGATIVES, prefix)
    questions = collections.defaultdict(list)

    def ask(text: str, passage: str, answers: list[str], query: str) -> None:
        asked = shown(text)
        if prefix + passage in passages and asked and not CONTROL.search(asked):
            kept = tuple(shown(answer) for answer in answers)
            questions[prefix + passage].append(
                Question(asked, prefix + passage, kept, tuple(hard.get(query, ())))
            )

    for row in _rows(folder / ANSWERS, "query-id", "corpus-id", "answers"):
        if row["answers"]:
            ask(texts.get(row["query-id"], ""), row["corpus-id"], row["answers"], row["query-id"])
    if (folder / UNANSWERABLE).exists():
        for row in _rows(folder / UNANSWERABLE, "id", "text", "asked-about"):
            ask(row["text"], row["asked-about"], [], row["id"])
    return Part(passages, dict(questions))


def _rows(file: pathlib.Path, *needed: str):
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise DataError(f"{file} can't be read: {e}.") from e
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as e:
            raise DataError(f"Line {number} of {file} is no JSON.") from e
        missing = [name for name in needed if not isinstance(row, dict) or name not in row]
        if missing:
            raise DataError(f"Line {number} of {file} has no {missing[0]}.")
        yield row


def _negatives(file: pathlib.Path, prefix: str) -> dict[str, list[str]]:
    negatives = collections.defaultdict(list)
    if file.exists():
        lines = file.read_text(encoding="utf-8").splitlines()
        columns = lines[0].split("\t") if lines else []
        for line in lines[1:]:
            row = dict(zip(columns, line.split("\t")))
            if "query-id" in row and "corpus-id" in row:
                negatives[row["query-id"]].append(prefix + row["corpus-id"])
    return negatives


def shown(text: str) -> str:
    """A text as a prompt quotes it: on one line, white space as one space."""
    return " ".join(text.split())
