"""What this machine computes with."""

import time

import torch

_ROWS, _INNER, _OUT = 512, 896, 4864


def device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def dtype(device: str) -> torch.dtype:
    """16 bits where a multiplication with them is the faster one, which not every processor does."""
    if device != "cpu":
        return torch.bfloat16
    return min((torch.bfloat16, torch.float32), key=_seconds)


def _seconds(dtype: torch.dtype) -> float:
    x, y = torch.ones(_ROWS, _INNER, dtype=dtype), torch.ones(_INNER, _OUT, dtype=dtype)
    best = float("inf")
    for _ in range(4):
        began = time.perf_counter()
        x @ y
        best = min(best, time.perf_counter() - began)
    return best
