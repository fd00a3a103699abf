"""NVIDIA's own client against generator and scorer, as its samples call vLLM's back end. Usage: triton_writer.py host:port"""
import json
import queue
import sys

import numpy as np
import tritonclient.grpc as triton
from tritonclient.utils import InferenceServerException

client = triton.InferenceServerClient(sys.argv[1])
PROMPT = "<|im_start|>user\nName three colours of the rainbow.<|im_end|>\n<|im_start|>assistant\n"
SOURCE = "The winch of Pier 7 pulls 12.5 tonnes."


def text(name, *values):
    tensor = triton.InferInput(name, [len(values)], "BYTES")
    tensor.set_data_from_numpy(np.array([value.encode() for value in values], np.object_))
    return tensor


def flag(name, value):
    tensor = triton.InferInput(name, [1], "BOOL")
    tensor.set_data_from_numpy(np.array([value], bool))
    return tensor


def inputs(prompt, stream, **sampling):
    flags = ["return_finish_reason", "return_num_input_tokens", "return_num_output_tokens", "return_cumulative_logprob"]
    tensors = [text("text_input", prompt), flag("stream", stream), flag("exclude_input_in_output", True)]
    return tensors + [text("sampling_parameters", json.dumps(sampling))] + [flag(name, True) for name in flags]


def streamed(**sampling):
    answers = queue.Queue()
    client.start_stream(lambda result, error: answers.put((result, error)))
    client.async_stream_infer("generator", inputs(PROMPT, True, **sampling), request_id="s", priority=1)
    results = []
    while not results or not results[-1].get_response().parameters["triton_final_response"].bool_param:
        result, error = answers.get(timeout=60)
        assert error is None, error
        results.append(result)
    client.stop_stream()
    return results


assert client.is_model_ready("generator") and client.is_model_ready("scorer")
assert client.get_model_config("generator").config.model_transaction_policy.decoupled
pieces = streamed(temperature=0, max_tokens=16)
written = b"".join(piece.as_numpy("text_output")[0] for piece in pieces).decode()
assert len(pieces) > 3 and written
assert [piece.as_numpy("finish_reason")[0] for piece in pieces][-1] in (b"stop", b"length")
assert sum(int(piece.as_numpy("num_output_tokens")[0]) for piece in pieces) <= 16
assert pieces[-1].as_numpy("cumulative_logprob")[0] < 0

whole = client.infer("generator", inputs(PROMPT, False, temperature=0, max_tokens=16))
assert whole.as_numpy("text_output")[0].decode() == written
assert whole.as_numpy("cached_tokens")[0] == whole.as_numpy("num_input_tokens")[0] - 1

copy = {"sources": [SOURCE], "spans": 1}
copied = client.infer("generator", inputs(SOURCE + " What does it pull? ", False, temperature=0, max_tokens=8, copy=copy))
source, start, end = copied.as_numpy("copied")[0]
assert source == 0 and copied.as_numpy("text_output")[0].decode() == SOURCE[start:end]

scores = client.infer("scorer", [text("prompt", "The capital of France is"), text("continuations", " Paris", " cheese")])
assert scores.as_numpy("logprobs")[0] > scores.as_numpy("logprobs")[1]
assert list(scores.as_numpy("tokens")) == [1, 1], scores.as_numpy("tokens")

for wrong, message in [({"max_tokens": 0}, "max_tokens is 1 to"), ({"beams": 2}, "has no 'beams'")]:
    try:
        client.infer("generator", inputs(PROMPT, False, **wrong))
        raise AssertionError("not refused: " + message)
    except InferenceServerException as e:
        assert e.status() == "StatusCode.INVALID_ARGUMENT" and message in e.message(), e

failures = queue.Queue()
client.start_stream(lambda result, error: failures.put(error), headers={"triton_grpc_error": "true"})
client.async_stream_infer("generator", inputs(PROMPT, True, beams=2))
failure = failures.get(timeout=60)
assert failure.status() == "StatusCode.INVALID_ARGUMENT" and "has no 'beams'" in failure.message(), failure
client.stop_stream()
print("tritonclient: streamed and unstreamed text, copied spans, likelihoods, refusals: as vLLM's back end and ours")
