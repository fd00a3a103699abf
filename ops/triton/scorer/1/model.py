"""How likely continuations of a prompt are, for the model that `generator` serves: Triton's Python back end over transformers.

prompt BYTES [1], continuations BYTES [n] -> logprobs FP32 [n], sums of natural logarithms, and tokens INT32 [n], as ops/model-server answers.
It has weights of its own beside those of vLLM, whose back end gives no scores of given text.
"""

import json

import numpy
import torch
import triton_python_backend_utils as triton
from transformers import AutoModelForCausalLM, AutoTokenizer, DynamicCache


class TritonPythonModel:
    def initialize(self, args):
        parameters = {k: v["string_value"] for k, v in json.loads(args["model_config"])["parameters"].items()}
        self.context = int(parameters["context"])
        gpu = args["model_instance_kind"] == "GPU"
        self.device = "cuda:" + args["model_instance_device_id"] if gpu else "cpu"
        self.tokenizer = AutoTokenizer.from_pretrained(parameters["weights"])
        weights = AutoModelForCausalLM.from_pretrained(parameters["weights"], torch_dtype="auto")
        self.model = weights.to(self.device).eval()

    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        (prompt,) = texts(request, "prompt")
        before = self.tokenizer(prompt).input_ids
        after = [self.tokens(text) for text in texts(request, "continuations")]
        longest = len(before) + max(map(len, after), default=0)
        if not before or longest > self.context:
            said = f"prompt and continuation have {longest} tokens, at least 1 of a prompt and at most {self.context} fit"
            return triton.InferenceResponse(error=triton.TritonError(said, triton.TritonError.INVALID_ARG))
        return triton.InferenceResponse(
            [
                triton.Tensor("logprobs", numpy.array(self.scores(before, after), dtype=numpy.float32)),
                triton.Tensor("tokens", numpy.array([len(each) for each in after], dtype=numpy.int32)),
            ]
        )

    def tokens(self, text):  # what looks like a control token in it is text
        return self.tokenizer(text, add_special_tokens=False, split_special_tokens=True).input_ids

    @torch.inference_mode()
    def scores(self, before, after):
        """The prompt's keys are computed once; each continuation begins with the prompt's last token."""
        cache = DynamicCache()
        kept = len(before) - 1
        if kept:
            self.logits(before[:-1], cache)
        scores = []
        for tokens in after:
            if not tokens:
                scores.append(0.0)
                continue
            logits = self.logits(before[-1:] + tokens[:-1], cache, len(tokens))
            chosen = torch.tensor(tokens, device=self.device).unsqueeze(1)
            scores.append(torch.log_softmax(logits.float(), dim=-1).gather(1, chosen).sum().item())
            cache.crop(kept)
        return scores

    def logits(self, tokens, cache, last=1):
        ids = torch.tensor([tokens], device=self.device)
        return self.model(ids, past_key_values=cache, use_cache=True, logits_to_keep=last).logits[0]


def texts(request, name):
    return [each.decode("utf-8") for each in triton.get_input_tensor_by_name(request, name).as_numpy().reshape(-1)]
