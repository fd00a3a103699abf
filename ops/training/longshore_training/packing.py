"""Several questions behind one context, each as if it stood there alone.

A question sees the context and itself; its positions go on where the context's end. So the context is computed once
for all of them, and what comes out is what each would give alone.
"""

import dataclasses

import torch


@dataclasses.dataclass(frozen=True)
class Packed:
    """`tokens` and `positions` [n]; `sees` [n, n], whether a row's token sees a column's; for each token of an answer
    its `row`, which foretells it, the token as `target`, and the number of its question as `owner`."""

    tokens: torch.Tensor
    positions: torch.Tensor
    sees: torch.Tensor
    rows: torch.Tensor
    targets: torch.Tensor
    owners: torch.Tensor

    def to(self, device: str) -> "Packed":
        return Packed(*(getattr(self, field.name).to(device) for field in dataclasses.fields(self)))


def pack(prompts: list[list[int]], answers: list[list[int]]) -> Packed:
    """Prompts that begin alike share their beginning; each has its answer behind it."""
    common = _common(prompts)
    tokens = list(prompts[0][:common])
    positions = list(range(common))
    owner = [-1] * common
    rows, targets, owners = [], [], []
    for number, (prompt, answer) in enumerate(zip(prompts, answers)):
        own = prompt[common:] + answer[:-1]
        first = len(tokens) + len(prompt) - common - 1
        tokens += own
        positions += range(common, common + len(own))
        owner += [number] * len(own)
        rows += range(first, first + len(answer))
        targets += answer
        owners += [number] * len(answer)
    place, part = torch.tensor(positions), torch.tensor(owner)
    sees = (place[:, None] >= place[None, :]) & ((part[None, :] == -1) | (part[None, :] == part[:, None]))
    return Packed(
        torch.tensor(tokens), place, sees, torch.tensor(rows), torch.tensor(targets), torch.tensor(owners)
    )


def _common(prompts: list[list[int]]) -> int:
    """Tokens that all begin with; every prompt keeps one of its own, from which its answer is foretold."""
    most = min(len(prompt) for prompt in prompts) - 1
    for place in range(most):
        if len({prompt[place] for prompt in prompts}) > 1:
            return place
    return most
