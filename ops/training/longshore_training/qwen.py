"""Qwen2 as a PyTorch module, with the weights of a GGUF file and room for a low-rank adapter on each matrix."""

import math
import pathlib

import gguf
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

ARCHITECTURE = "qwen2"
ADAPTED = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")


class Linear(nn.Module):
    """A frozen matrix (out, in), and what an adapter adds to it: scale · B A x."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None):
        super().__init__()
        self.register_buffer("weight", weight, persistent=False)
        self.register_buffer("bias", bias, persistent=False)
        self.a: nn.Parameter | None = None
        self.b: nn.Parameter | None = None
        self.scale = 0.0

    def adapt(self, rank: int, alpha: float, generator: torch.Generator) -> None:
        """Adds an adapter that changes nothing yet."""
        out, inner = self.weight.shape
        device = self.weight.device
        self.a = nn.Parameter((torch.randn(rank, inner, generator=generator) / math.sqrt(inner)).to(device))
        self.b = nn.Parameter(torch.zeros(out, rank, device=device))
        self.scale = alpha / rank

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = F.linear(x, self.weight, self.bias)
        if self.a is None or self.b is None:
            return y
        return y + F.linear(F.linear(x, self.a.to(x.dtype)), self.b.to(x.dtype)) * self.scale


class Layer(nn.Module):
    def __init__(self, matrices: dict[str, Linear], norms: dict[str, torch.Tensor], heads: int, epsilon: float):
        super().__init__()
        self.matrices = nn.ModuleDict(matrices)
        for name, norm in norms.items():
            self.register_buffer(name, norm, persistent=False)
        self._heads = heads
        self._epsilon = epsilon

    def forward(self, x: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor], sees: torch.Tensor):
        m = self.matrices
        h = normed(x, self.attn_norm, self._epsilon)
        n, width = h.shape
        size = width // self._heads
        q, k, v = (m[name](h).view(n, -1, size).transpose(0, 1) for name in ("attn_q", "attn_k", "attn_v"))
        q, k = turned(q, turn), turned(k, turn)
        shared = self._heads // k.shape[0]
        k, v = k.repeat_interleave(shared, 0), v.repeat_interleave(shared, 0)
        seen = F.scaled_dot_product_attention(q[None], k[None], v[None], attn_mask=sees[None, None])[0]
        x = x + m["attn_output"](seen.transpose(0, 1).reshape(n, width))
        h = normed(x, self.ffn_norm, self._epsilon)
        return x + m["ffn_down"](F.silu(m["ffn_gate"](h)) * m["ffn_up"](h))


class Qwen(nn.Module):
    """`forward` gives the last layer's vectors [n, width]; `logits` what each of them foretells [n, vocabulary]."""

    def __init__(self, file: pathlib.Path, dtype: torch.dtype, device: str):
        super().__init__()
        reader = gguf.GGUFReader(file)

        def field(key: str):
            found = reader.get_field(key)
            if found is None:
                raise ValueError(f"{file} says nothing of {key}.")
            return found.contents()

        if field("general.architecture") != ARCHITECTURE:
            raise ValueError(f"{file} is a {field('general.architecture')}; only {ARCHITECTURE} is trained here.")
        self.field = field
        tensors = {tensor.name: tensor for tensor in reader.tensors}

        def read(name: str) -> torch.Tensor:
            weights = gguf.dequantize(tensors[name].data, tensors[name].tensor_type)
            return torch.from_numpy(np.array(weights, np.float32)).to(dtype).to(device)

        def matrix(name: str) -> Linear:
            bias = name + ".bias"
            return Linear(read(name + ".weight"), read(bias) if bias in tensors else None)

        heads, width = field("qwen2.attention.head_count"), field("qwen2.embedding_length")
        self._epsilon = field("qwen2.attention.layer_norm_rms_epsilon")
        self._frequencies = field("qwen2.rope.freq_base") ** -(
            torch.arange(0, width // heads, 2, dtype=torch.float32, device=device) / (width // heads)
        )
        self.layers = nn.ModuleList(
            Layer(
                {name: matrix(f"blk.{i}.{name}") for name in ADAPTED},
                {name: read(f"blk.{i}.{name}.weight") for name in ("attn_norm", "ffn_norm")},
                heads,
                self._epsilon,
            )
            for i in range(field("qwen2.block_count"))
        )
        self.register_buffer("embedding", read("token_embd.weight"), persistent=False)
        self.register_buffer("norm", read("output_norm.weight"), persistent=False)
        own = "output.weight" in tensors
        self.register_buffer("output", read("output.weight") if own else self.embedding, persistent=False)

    def matrices(self) -> dict[str, Linear]:
        """By llama.cpp's names, those that an adapter may change."""
        return {
            f"blk.{i}.{name}.weight": matrix
            for i, layer in enumerate(self.layers)
            for name, matrix in layer.matrices.items()
        }

    def forward(self, tokens: torch.Tensor, positions: torch.Tensor, sees: torch.Tensor) -> torch.Tensor:
        angles = positions[:, None].float() * self._frequencies[None, :]
        angles = torch.cat((angles, angles), 1)
        x = self.embedding[tokens]
        turn = (angles.cos().to(x.dtype), angles.sin().to(x.dtype))
        for layer in self.layers:
            x = layer(x, turn, sees)
        return normed(x, self.norm, self._epsilon)

    def logits(self, vectors: torch.Tensor) -> torch.Tensor:
        return F.linear(vectors, self.output).float()


def normed(x: torch.Tensor, weight: torch.Tensor, epsilon: float) -> torch.Tensor:
    wide = x.float()
    return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + epsilon)).to(x.dtype) * weight


def turned(x: torch.Tensor, turn: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
    """Rotary positions: pairs are half a head apart."""
    first, second = x.chunk(2, -1)
    return x * turn[0] + torch.cat((-second, first), -1) * turn[1]
