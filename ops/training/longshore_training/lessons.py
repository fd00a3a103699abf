"""Contexts as tokens: what one step of training reads."""

import dataclasses

from . import packing
from .contexts import Context, ContextMaker, Mixture
from .prompts import END, Prompt
from .tokens import Tokenizer

TOKENS_MAX = 768


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
        while True:
            context = maker.next()
            prompt = self._sentences if context.sentences else self._words
            prompts = [prompt.rendered(context.texts, asked.question) for asked in context.asked]
            packed = packing.pack(
                [self._tokenizer.of(text) for text in prompts],
                [self._tokenizer.of(asked.target + END) for asked in context.asked],
            )
            if len(packed.tokens) <= TOKENS_MAX:
                return Lesson(packed, context, prompts)
