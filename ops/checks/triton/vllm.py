"""In the place of vLLM's back end, on a CPU, for whoever has texts streamed: its tensors, messages and failures, one text at a time.

After src/model.py and src/utils/request.py of github.com/triton-inference-server/vllm_backend, January 2026.
"""

import codecs
import json
import os
import queue
import threading

import numpy
import triton_python_backend_utils as triton
from weights import Weights

TEXTS = ["text_input", "sampling_parameters"]
BESIDE = {"finish_reason": "STRING", "num_input_tokens": "UINT32", "num_output_tokens": "UINT32"}
FLAGS = ["stream", "exclude_input_in_output"] + ["return_" + name for name in BESIDE]
LAST = triton.TRITONSERVER_RESPONSE_COMPLETE_FINAL


class TritonPythonModel:
    @staticmethod
    def auto_complete_config(config):
        for name in TEXTS + FLAGS:
            kind = "TYPE_STRING" if name in TEXTS else "TYPE_BOOL"
            config.add_input({"name": name, "data_type": kind, "dims": [1], "optional": name != "text_input"})
        for name, kind in {"text_output": "STRING", **BESIDE}.items():
            config.add_output({"name": name, "data_type": "TYPE_" + kind, "dims": [-1]})
        config.set_model_transaction_policy({"decoupled": True})
        config.set_max_batch_size(0)
        return config

    def initialize(self, args):
        with open(os.path.join(triton.get_model_dir(), "model.json")) as file:
            engine = json.load(file)
        self.context = engine["max_model_len"]
        self.weights = Weights(engine["model"])
        self.waiting = queue.Queue()
        threading.Thread(target=self.work, daemon=True).start()

    def execute(self, requests):
        for request in requests:
            self.waiting.put((request, request.get_response_sender()))

    def work(self):
        while True:
            request, sender = self.waiting.get()
            try:
                self.write(request, sender)
            except Exception as e:  # as there: whatever it is, it has no status of its own
                fail(sender, f"Error generating stream: {e}", triton.TritonError.INTERNAL)

    def write(self, request, sender):
        sampling = json.loads(given(request, "sampling_parameters"))
        for name in sampling.keys() - {"max_tokens", "temperature", "stop"}:
            raise TypeError(f"Unexpected keyword argument '{name}'")
        prompt = self.weights.tokens(given(request, "text_input").decode(), whole=True)
        if len(prompt) >= self.context:
            longer = f"plus the number of requested output tokens (at least 1) is longer than the maximum model length of {self.context}"
            raise ValueError(f"The decoder prompt (length {len(prompt)}) {longer}.")
        most = min(sampling["max_tokens"], self.context - len(prompt))
        self.weights.keep(0)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        text, tokens = "", prompt
        for count in range(1, most + 1):
            tokens = [int(self.weights.read(tokens).argmax())]
            ended = self.weights.ends(tokens[0])
            sent, text = len(text), text + ("" if ended else decoder.decode(self.weights.piece(tokens[0])))
            found = [text.index(stop) for stop in sampling["stop"] if stop in text]
            text = text[: min(found, default=None)]
            reason = "stop" if ended or found else "length" if count == most else None
            sender.send(response(request, text[sent:], reason, len(prompt)), LAST if reason else 0)
            if reason:
                return
            if sender.is_cancelled():
                triton.Logger.log_info(f"[vllm] Cancelling the request: {count} of {most} tokens were written")
                return fail(sender, "Request was cancelled", triton.TritonError.CANCELLED)


def given(request, name):
    tensor = triton.get_input_tensor_by_name(request, name)
    return tensor.as_numpy()[0] if tensor else None


def response(request, piece, reason, prompt):
    texts = {"text_output": piece, "finish_reason": str(reason)}
    tensors = [triton.Tensor(name, numpy.array([text.encode()], dtype=numpy.object_)) for name, text in texts.items()]
    tensors.append(triton.Tensor("num_input_tokens", numpy.array(prompt, dtype=numpy.uint32)))
    tensors.append(triton.Tensor("num_output_tokens", numpy.array([1], dtype=numpy.uint32)))
    return triton.InferenceResponse([each for each in tensors if each.name() == "text_output" or given(request, "return_" + each.name())])


def fail(sender, said, status):
    sender.send(triton.InferenceResponse(error=triton.TritonError(said, status)), LAST)
