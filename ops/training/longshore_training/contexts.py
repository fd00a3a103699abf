"""Contexts to train on: a few excerpts as the answering service shows them, and questions that share them.

The negatives are what makes answering hard (Jin et al., Long-Context LLMs Meet RAG, 2024): passages of the same
article, and those that BM25 takes for an answer. A tenth of the questions has no answer in what is shown.
"""

import dataclasses
import random
import re

from .passages import ANSWERS, CORPUS, DataError, Part, Passage, Question
from .prompts import REFUSAL, headed

_SENTENCE_END = re.compile(r"(?<=[.!?…][\"'”’)\]])\s+|(?<=[.!?…])\s+|(?<=[。！？])(?![”’」』）])|(?<=[。！？][”’」』）])")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3100-\u312f\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"(?:(?![{_UNSPACED}])\w)+(?:(?:(?<=\d)[.,](?=\d)|(?<=\w)['’.](?=[^\W\d_]))(?:(?![{_UNSPACED}])\w)+)*")
_TERM = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+")

EXCERPTS = (1, 1, 1, 2, 2, 3)
WHOLE_PASSAGES = (1, 1, 2)
WHOLE = 0.5
UNANSWERED = 0.1
HEADED = 1 / 3
QUESTIONS = 8
BOOKS = 0.12
SENTENCE_CHARACTERS = 320
DRAWS_MOST = 1_000

Place = tuple[int, int]


@dataclasses.dataclass(frozen=True)
class Asked:
    """A question with the words that answer it; `answered` is whether these are words of the texts."""

    question: str
    target: str
    answered: bool


@dataclasses.dataclass(frozen=True)
class Context:
    texts: list[str]  # as a prompt shows them
    asked: list[Asked]
    sentences: bool  # answers are whole sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in _sentence_places(text)]


def _sentence_places(text: str) -> list[Place]:
    borders = [0, *(border for gap in _SENTENCE_END.finditer(text) for border in gap.span()), len(text)]
    return [(start, end) for start, end in zip(borders[::2], borders[1::2]) if text[start:end].strip()]


def span(text: str, answer: str, evidence: str = "") -> Place | None:
    """Where the answer stands in the evidence, or without one in the text, widened to whole words, for only those can
    be copied. A place that needs no widening is better than an earlier one that does: 57 is not that of 1857."""
    first, last = _stretch(text, evidence) if evidence else (0, len(text))
    starts = range(first, last - len(answer) + 1) if answer else ()
    places = [(start, start + len(answer)) for start in starts if text.startswith(answer, start)]
    whole = [place for place in places if _widened(text, place) == place]
    return whole[0] if whole else _widened(text, places[0]) if places else None


def _stretch(text: str, words: str) -> Place:
    """Where the words stand, which must be there."""
    start = text.index(words)
    return start, start + len(words)


def _sentence(text: str, place: Place) -> Place | None:
    """The sentence around it, where it is not too long; what crosses a border of sentences has none."""
    start, end = place
    around = (one for one in _sentence_places(text) if one[0] <= start and end <= one[1])
    return next((one for one in around if one[1] - one[0] <= SENTENCE_CHARACTERS), None)


def _widened(text: str, place: Place) -> Place:
    start, end = place
    for word in _WORD.finditer(text):
        if word.start() < start < word.end():
            start = word.start()
        if word.start() < end < word.end():
            end = word.end()
    return start, end


class ContextMaker:
    """Draws contexts out of a part of the data; no other part's text gets into them."""

    def __init__(self, part: Part, seed: int, sentence_share: float):
        self._part = part
        self._random = random.Random(seed)
        self._sentence_share = sentence_share
        self._by_group: dict[str, list[str]] = {}
        for passage in part.passages.values():
            self._by_group.setdefault(_home(passage), []).append(passage.key)
        self._turns = [key for key, asked in part.questions.items() for _ in range(1 + len(asked) // 4)]
        self._left: list[str] = []

    def turn(self) -> "ContextMaker":
        """Who makes the next context; a context that is of no use is to be made anew by the same."""
        return self

    def next(self) -> Context:
        """Every passage with questions has its turn before a round begins anew; one with many has several."""
        for _ in range(DRAWS_MOST):
            if not self._left:
                self._left = list(self._turns)
                self._random.shuffle(self._left)
            context = self._of(self._part.passages[self._left.pop()])
            if context.asked:
                return context
        raise DataError(
            f"{DRAWS_MOST} contexts had no question to ask: the first of the answers to a question in {ANSWERS} must be"
            f" words of its text in {CORPUS}."
        )

    def _of(self, passage: Passage) -> Context:
        draw = self._random
        seed = draw.choice(self._part.questions[passage.key])
        whole = draw.random() < WHOLE
        count = draw.choice(WHOLE_PASSAGES if whole else EXCERPTS)
        near = self._near(passage, seed)
        keys = [passage.key] + [key for key in near if key != passage.key][: count - 1]
        draw.shuffle(keys)
        shown = {key: self._excerpt(self._part.passages[key], seed, whole) for key in keys}
        as_sentences = draw.random() < self._sentence_share
        below = draw.random() < HEADED
        texts = [headed(self._part.passages[key].heading if below else "", text) for key, text in shown.items()]
        answered = self._answered(shown, as_sentences)
        unanswered = self._unanswered(keys, texts, near)
        size = min(QUESTIONS, 1 + len(answered) * 3 // 2)
        wanted = sum(draw.random() < UNANSWERED for _ in range(size))
        asked = unanswered[:wanted] + answered[: size - wanted]
        draw.shuffle(asked)
        return Context(texts, asked, as_sentences)

    def _near(self, passage: Passage, seed: Question) -> list[str]:
        """Other passages, what is like an answer first: of the same article and BM25's, mixed."""
        draw = self._random
        same = [key for key in self._by_group[_home(passage)] if key != passage.key]
        hard = [key for key in seed.hard if key in self._part.passages]
        draw.shuffle(same)
        mixed = [key for pair in zip(same, hard) for key in pair]
        return list(dict.fromkeys(mixed + hard + same))

    def _excerpt(self, passage: Passage, seed: Question, whole: bool) -> str:
        """What an extractor would choose: the best sentence and its neighbours, sometimes more."""
        places = _sentence_places(passage.text)
        parts = [passage.text[start:end] for start, end in places]
        if whole or len(parts) <= 2:
            return passage.text
        best = next((i for i, part in enumerate(parts) if seed.stands_in(part)), -1)
        if passage.key != seed.about or best < 0 or self._random.random() < 0.2:
            terms = set(_terms(seed.text))
            best = max(range(len(parts)), key=lambda i: len(terms & set(_terms(parts[i]))))
        around = self._random.choice((1, 1, 1, 2))
        start, _ = places[max(0, best - around)]
        _, end = places[min(len(places) - 1, best + around)]
        return passage.text[start:end]

    def _answered(self, shown: dict[str, str], as_sentences: bool) -> list[Asked]:
        found = []
        for key, text in shown.items():
            for question in self._part.questions.get(key, ()):
                if not question.stands_in(text):
                    continue
                place = span(text, question.answers[0], question.evidence)
                if place and as_sentences:
                    place = _sentence(text, _stretch(text, question.evidence) if question.evidence else place)
                if place:
                    found.append(Asked(question.text, text[slice(*place)], True))
        self._random.shuffle(found)
        return found

    def _unanswered(self, shown: list[str], texts: list[str], near: list[str]) -> list[Asked]:
        """Of the shown passages, whose answer stands outside of the texts, then of passages that are near."""
        lower = "\n".join(texts).lower()
        found = []
        for keys in (shown, [key for key in near if key not in shown]):
            some = [
                question
                for key in keys
                for question in self._part.questions.get(key, ())
                if not question.stands_in(lower, lower=True)
            ]
            self._random.shuffle(some)
            found += [Asked(question.text, REFUSAL, False) for question in some]
        half = QUESTIONS // 2
        return found[:half] + self._random.sample(found[half:], min(half, len(found[half:])))


class Mixture:
    """A person's data, and a share of books."""

    def __init__(self, data: ContextMaker, books: ContextMaker, seed: int):
        self._data = data
        self._books = books
        self._random = random.Random(seed)

    def turn(self) -> ContextMaker:
        return self._books if self._random.random() < BOOKS else self._data


def maker(data: Part, books: Part, seed: int, sentence_share: float) -> ContextMaker | Mixture:
    own = ContextMaker(data, seed, sentence_share)
    return Mixture(own, ContextMaker(books, seed, sentence_share), seed) if books.count() else own


def _home(passage: Passage) -> str:
    """The group within one folder: a context has one language."""
    return passage.key.removesuffix(passage.id) + passage.group


def _terms(text: str) -> list[str]:
    return _TERM.findall(text.lower())
