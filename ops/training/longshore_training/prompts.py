"""Prompts as the answering service fills them: the same resources, the same turns."""

import pathlib
import re

_PART = re.compile(r"^--- (system|user)$\n", re.MULTILINE)

REFUSAL = "not stated"
END = "<|im_end|>"


class Prompt:
    """A versioned prompt of a system's and a user's part, with turns as ChatML marks them."""

    def __init__(self, name: str, text: str):
        marks = list(_PART.finditer(text))
        if [mark.group(1) for mark in marks] != ["system", "user"]:
            raise ValueError(f"The prompt {name} is not one system's and one user's part.")
        self.name = name
        self._system = text[marks[0].end() : marks[1].start()].strip()
        self._user = text[marks[1].end() :].strip()

    @staticmethod
    def load(file: pathlib.Path) -> "Prompt":
        return Prompt(file.stem, file.read_text(encoding="utf-8"))

    def rendered(self, texts: list[str], question: str) -> str:
        """Up to where the answer begins."""
        evidence = "\n".join(f"[{number}] {text}" for number, text in enumerate(texts, 1))
        values = {"evidence": evidence, "question": question}
        user = re.sub(r"\{([a-z]+)\}", lambda place: values[place.group(1)], self._user)
        return (
            f"<|im_start|>system\n{self._system}{END}\n<|im_start|>user\n{user}{END}\n<|im_start|>assistant\n"
        )
