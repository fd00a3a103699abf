"""Prompts as the answering service fills them: the same resources, the same turns."""

import pathlib
import re

_PART = re.compile(r"^--- (system|user|assistant)$\n", re.MULTILINE)

REFUSAL = "not stated"
END = "<|im_end|>"


class Prompt:
    """A versioned prompt: a system's part, examples, a user's part, with turns as ChatML marks them."""

    def __init__(self, name: str, text: str):
        marks = list(_PART.finditer(text))
        roles = [mark.group(1) for mark in marks]
        if len(roles) < 2 or roles != ["system", *["user", "assistant"] * (len(roles) // 2 - 1), "user"]:
            raise ValueError(f"The prompt {name} is not system, examples of user and assistant, user.")
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        parts = [text[mark.end() : end].strip() for mark, end in zip(marks, ends)]
        self.name = name
        self._before = "".join(_turn(role, part) for role, part in zip(roles[:-1], parts))
        self._user = parts[-1]

    @staticmethod
    def load(file: pathlib.Path) -> "Prompt":
        return Prompt(file.stem, file.read_text(encoding="utf-8"))

    def rendered(self, texts: list[str], question: str) -> str:
        """Up to where the answer begins; texts as `headed` makes them, where something stands above them."""
        evidence = "\n".join(f"[{number}] {text}" for number, text in enumerate(texts, 1))
        values = {"evidence": evidence, "question": question}
        user = re.sub(r"\{([a-z]+)\}", lambda place: values[place.group(1)], self._user)
        return f"{self._before}{_turn('user', user)}<|im_start|>assistant\n"


def headed(heading: str, text: str) -> str:
    """A text below its heading, or the inner ones of a path of headings; as it is where there is none."""
    return f"({heading}) {text}" if heading else text


def _turn(role: str, text: str) -> str:
    return f"<|im_start|>{role}\n{text}{END}\n"
