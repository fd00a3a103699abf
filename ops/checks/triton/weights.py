"""A GGUF file by llama.cpp (release v0.5.0, its libraries in the folder $LLAMA), for one thread at a time. Stands in for ops/triton/scorer's weights.

What its structs hold, and where, ops/model-server's LlamaParameters says and checks.
"""

import ctypes
import glob
import os

import numpy

INT, FLOATS = ctypes.c_int32, ctypes.POINTER(ctypes.c_float)


class Pointer(ctypes.c_void_p):  # as a result it stays one, c_void_p would become a number
    pass


def struct(words):
    return type("Struct", (ctypes.Structure,), {"_fields_": [("words", ctypes.c_int64 * words)]})


MODEL, CONTEXT, BATCH = struct(10), struct(20), struct(7)


class Weights:
    def __init__(self, gguf, device="cpu"):
        folder = os.environ["LLAMA"]
        names = ("libggml-base", "libggml", "libllama")
        self.libraries = [ctypes.CDLL(*glob.glob(f"{folder}/{name}.*so"), mode=ctypes.RTLD_GLOBAL) for name in names]
        self.silence = ctypes.CFUNCTYPE(None, INT, ctypes.c_char_p, ctypes.c_void_p)(lambda *_: None)
        self.call(None, "llama_log_set", self.silence, None)
        self.call(None, "ggml_backend_load_all_from_path", folder.encode())
        model = self.call(Pointer, "llama_model_load_from_file", gguf.encode(), self.call(MODEL, "llama_model_default_params"))
        self.vocabulary = self.call(Pointer, "llama_model_get_vocab", model)
        self.size = self.call(INT, "llama_vocab_n_tokens", self.vocabulary)
        parameters = self.call(CONTEXT, "llama_context_default_params")
        for place, value in ((0, 0), (28, 1), (32, 1)):  # the model's own context, one thread
            INT.from_buffer(parameters, place).value = value
        self.context = self.call(Pointer, "llama_init_from_model", model, parameters)
        self.memory = self.call(Pointer, "llama_get_memory", self.context)

    def call(self, result, name, *arguments):
        function = next(getattr(each, name) for each in self.libraries if hasattr(each, name))
        function.restype = result
        return function(*arguments)

    def tokens(self, text, whole=False):
        """Of a prompt as a whole, whose control tokens are read as such, or of a text behind it."""
        raw = text.encode()
        ids = (INT * (len(raw) + 2))()
        return ids[: self.call(INT, "llama_tokenize", self.vocabulary, raw, len(raw), ids, len(ids), whole, whole)]

    def piece(self, token):
        raw = ctypes.create_string_buffer(256)
        size = self.call(INT, "llama_token_to_piece", self.vocabulary, token, raw, len(raw), 0, False)
        return raw.raw[:size]

    def ends(self, token):
        return self.call(ctypes.c_bool, "llama_vocab_is_eog", self.vocabulary, token)

    def keep(self, count):
        self.call(ctypes.c_bool, "llama_memory_seq_rm", self.memory, 0, count, -1)

    def read(self, tokens):
        """Logits behind the last one of these, which follow what is kept."""
        ids = (INT * len(tokens))(*tokens)
        if self.call(INT, "llama_decode", self.context, self.call(BATCH, "llama_batch_get_one", ids, len(ids))) != 0:
            raise RuntimeError("llama.cpp can't read on")
        logits = self.call(FLOATS, "llama_get_logits_ith", self.context, -1)
        return numpy.ctypeslib.as_array(logits, (self.size,)).astype(numpy.float64)

    def scores(self, before, after):
        self.keep(0)
        first = self.read(before)
        scores = []
        for tokens in after:
            logits, score = first, 0.0
            for token in tokens:
                score += logits[token] - numpy.logaddexp.reduce(logits)
                logits = self.read([token])
            self.keep(len(before))
            scores.append(score)
        return scores
