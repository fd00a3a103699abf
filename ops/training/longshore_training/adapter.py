"""Low-rank adapters (Hu et al., LoRA, 2021) on the matrices of a model's upper layers, and their GGUF files.

The lower third stays as it is: nothing is computed backwards through it, which saves a sixth of the time.
"""

import pathlib

import gguf
import numpy as np
import torch

from .qwen import ARCHITECTURE, Linear, Qwen

RANK = 16
ALPHA = 32.0


def adapt(model: Qwen, seed: int) -> list[torch.nn.Parameter]:
    """Puts an adapter that changes nothing yet on every matrix; what is to be trained."""
    generator = torch.Generator().manual_seed(seed)
    trained = []
    for name, matrix in model.matrices().items():
        if int(name.split(".")[1]) >= len(model.layers) // 3:
            matrix.adapt(RANK, ALPHA, generator)
            trained += [matrix.a, matrix.b]
    return trained


def adapted(model: Qwen) -> dict[str, Linear]:
    """The matrices that have an adapter, by llama.cpp's names."""
    return {name: matrix for name, matrix in model.matrices().items() if matrix.a is not None}


def write(model: Qwen, file: pathlib.Path, name: str, base: str) -> None:
    """Writes the adapter as llama.cpp reads it: a matrix's a (rank, in) and b (out, rank), scaled by alpha / rank."""
    writer = gguf.GGUFWriter(file, ARCHITECTURE)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_name(name)
    writer.add_string("general.base_model.0.name", base)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, ALPHA)
    for tensor, matrix in adapted(model).items():
        writer.add_tensor(tensor + ".lora_a", _array(matrix.a))
        writer.add_tensor(tensor + ".lora_b", _array(matrix.b))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _array(parameter) -> np.ndarray:
    return np.ascontiguousarray(parameter.detach().float().cpu().numpy())
