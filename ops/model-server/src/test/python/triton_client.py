"""NVIDIA's own client against the model server. Usage: triton_client.py host:port"""
import sys

import numpy as np
import tritonclient.grpc as triton
from tritonclient.utils import InferenceServerException

client = triton.InferenceServerClient(sys.argv[1])


def inputs(ids, kind="INT64"):
    ids = np.array([ids], triton_type(kind))
    columns = {"input_ids": ids, "position_ids": np.arange(ids.shape[1], dtype=ids.dtype)[None], "segment_ids": np.ones_like(ids)}
    tensors = []
    for name, values in columns.items():
        tensor = triton.InferInput(name, list(values.shape), kind)
        tensor.set_data_from_numpy(values)
        tensors.append(tensor)
    divisor = triton.InferInput("attn_div", [1], "FP32")
    divisor.set_data_from_numpy(np.array([5.656854], np.float32))
    return tensors + [divisor]


def triton_type(kind):
    return {"INT64": np.int64, "INT32": np.int32}[kind]


def refused(code, message, call):
    try:
        call()
    except InferenceServerException as e:
        assert e.status() == "StatusCode." + code, e.status()
        assert message in e.message(), e.message()
        return
    raise AssertionError("not refused: " + message)


assert client.is_server_live() and client.is_server_ready()
assert client.is_model_ready("embedder") and not client.is_model_ready("nobody")
assert "model_configuration" in client.get_server_metadata().extensions
metadata = client.get_model_metadata("embedder")
assert [i.name for i in metadata.inputs] == ["input_ids", "position_ids", "segment_ids", "attn_div"], metadata
assert len(client.get_model_config("embedder").config.parameters["model_sha256"].string_value) == 64
assert [m.state for m in client.get_model_repository_index().models] == ["READY"]

everything = client.infer("embedder", inputs([0, 6, 35378, 8999, 2]), request_id="1", priority=1)
assert everything.as_numpy("pooled").shape == (1, 1, 384) and everything.as_numpy("tokens").shape == (1, 5, 384)
assert np.allclose(everything.as_numpy("tokens")[0].mean(0), everything.as_numpy("pooled")[0, 0], atol=1e-5)
pooled = client.infer("embedder", inputs([0, 6, 35378, 8999, 2]), outputs=[triton.InferRequestedOutput("pooled")])
assert pooled.as_numpy("tokens") is None

refused("NOT_FOUND", "unknown model: 'nobody'", lambda: client.infer("nobody", inputs([0, 2])))
refused("INVALID_ARGUMENT", "expects 'INT64'", lambda: client.infer("embedder", inputs([0, 2], "INT32")))
wrong = triton.InferInput("input_ids", [2], "INT64")
wrong.set_data_from_numpy(np.array([0, 2], np.int64))
refused("INVALID_ARGUMENT", "Expected [-1,-1], got [2]", lambda: client.infer("embedder", [wrong] + inputs([0, 2])[1:]))
refused("INVALID_ARGUMENT", "expected 4 inputs but got 3", lambda: client.infer("embedder", inputs([0, 2])[:3]))

answers = []
client.start_stream(lambda result, error: answers.append((result, error)))
client.async_stream_infer("embedder", inputs([0, 6, 35378, 8999, 2]), request_id="s")
client.stop_stream()
(result, error), = answers
assert error is None and result.get_response().parameters["triton_final_response"].bool_param
print("tritonclient: metadata, config, infer, stream, unknown model, wrong type, wrong shape, missing input: as Triton does")
