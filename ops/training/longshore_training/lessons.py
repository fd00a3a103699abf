"""Contexts as tokens: what one step of training reads."""

import dataclasses

from . import packing
from .contexts import Context, ContextMaker, Mixture
from .passages import CORPUS, DataError
from .prompts import END, Prompt
from .tokens import Tokenizer

TOKENS_MAX = 768
DRAWS_MOST = 500


@dataclasses.dataclass(frozen=True)
class Lesson:
    packed: packing.Packed
    context: Context
    prompts: list[str]


class Lessons:
    """Lessons out of a part of the data; a context that is too long is left out."""

    def __init__(self, maker: ContextMaker | Mixture, words: Prompt, sentences: Prompt, tokenizer: Tokenizer):
        self._maker = maker
        self._words = words
        self._sentences = sentences
        self._tokenizer = tokenizer

    def next(self) -> Lesson:
        maker = self._maker.turn()
        for _ in range(DRAWS_MOST):
            context = maker.next()
            prompt = self._sentences if context.sentences else self._words
            prompts = [prompt.rendered(context.texts, asked.question) for asked in context.asked]
            first = self._tokenizer.of(prompts[0])
            if len(first) > TOKENS_MAX:
                continue
            packed = packing.pack(
                [first, *(self._tokenizer.of(text) for text in prompts[1:])],
                [self._tokenizer.of(asked.target + END) for asked in context.asked],
            )
            if len(packed.tokens) <= TOKENS_MAX:
                return Lesson(packed, context, prompts)
        raise DataError(
            f"{DRAWS_MOST} contexts one after the other are longer than {TOKENS_MAX} tokens with their questions: cut the"
            f" texts of {CORPUS} into passages of about 100 words."
        )
