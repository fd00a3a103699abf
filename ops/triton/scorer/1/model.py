"""How likely continuations of a prompt are, for the model that `generator` serves: Triton's Python back end over transformers.

prompt BYTES [1], continuations BYTES [n] -> logprobs FP32 [n], sums of natural logarithms, and tokens INT32 [n], as ops/model-server answers.
It has weights of its own beside those of vLLM, whose back end gives no scores of given text.
"""

import json

import numpy
import triton_python_backend_utils as triton
from weights import Weights  # the file beside this one


class TritonPythonModel:
    def initialize(self, args):
        parameters = {k: v["string_value"] for k, v in json.loads(args["model_config"])["parameters"].items()}
        self.context = int(parameters["context"])
        gpu = args["model_instance_kind"] == "GPU"
        self.weights = Weights(parameters["weights"], "cuda:" + args["model_instance_device_id"] if gpu else "cpu")

    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        (prompt,) = texts(request, "prompt")
        before = self.weights.tokens(prompt, whole=True)
        after = [self.weights.tokens(text) for text in texts(request, "continuations")]
        if not all(after):
            return refusal("a continuation is empty")
        longest = len(before) + max(map(len, after), default=0)
        if not before or longest > self.context:
            return refusal(f"prompt and continuation have {longest} tokens, at least 1 of a prompt and at most {self.context} fit")
        return triton.InferenceResponse(
            [
                triton.Tensor("logprobs", numpy.array(self.weights.scores(before, after), dtype=numpy.float32)),
                triton.Tensor("tokens", numpy.array([len(each) for each in after], dtype=numpy.int32)),
            ]
        )


def refusal(said):
    return triton.InferenceResponse(error=triton.TritonError(said, triton.TritonError.INVALID_ARG))


def texts(request, name):
    return [each.decode("utf-8") for each in triton.get_input_tensor_by_name(request, name).as_numpy().reshape(-1)]
