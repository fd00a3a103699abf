"""The tokenizer that a model's GGUF file describes, as llama.cpp reads it."""

import tokenizers
from tokenizers import Regex, models, pre_tokenizers

# llama.cpp's name of a way to cut texts → its expression.
_CUTS = {
    "qwen2": r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}
_CONTROL = 3
_USER_DEFINED = 4


class Tokenizer:
    """Tokens of texts in which control tokens count as such."""

    def __init__(self, fields):
        cut = fields("tokenizer.ggml.pre")
        if fields("tokenizer.ggml.model") != "gpt2" or cut not in _CUTS:
            raise ValueError(f"The tokenizer of this model ({cut}) is not known here: only Qwen's is.")
        tokens = fields("tokenizer.ggml.tokens")
        merges = [tuple(merge.split(" ")) for merge in fields("tokenizer.ggml.merges")]
        ids = {token: number for number, token in enumerate(tokens)}
        self._tokenizer = tokenizers.Tokenizer(models.BPE(ids, merges))
        self._tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Split(Regex(_CUTS[cut]), "isolated"),
                pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
            ]
        )
        kinds = fields("tokenizer.ggml.token_type")
        self._tokenizer.add_special_tokens(
            [
                tokenizers.AddedToken(token, normalized=False, special=True)
                for token, kind in zip(tokens, kinds)
                if kind in (_CONTROL, _USER_DEFINED)
            ]
        )

    def of(self, text: str) -> list[int]:
        return self._tokenizer.encode(text, add_special_tokens=False).ids
