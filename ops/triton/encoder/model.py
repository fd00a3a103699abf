"""An encoder of ops/models in Triton's Python back end, for a Triton without the back end of ONNX Runtime.

In and out are the tensors of its config.pbtxt; the client packs, so there is nothing to batch here.
"""

import os

import onnxruntime
import triton_python_backend_utils as triton


class TritonPythonModel:
    def initialize(self, args):
        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # spinning doubles the CPU
        # as ops/model-server does it: int8 vectors of two optimizations of a graph must not be mixed
        options.add_session_config_entry("optimization.disable_specified_optimizers", "SkipLayerNormFusion")
        path = os.path.join(args["model_repository"], args["model_version"], "model.onnx")
        # not TensorRT, which goes first where it is: it builds engines for minutes, with other numbers
        known = onnxruntime.get_available_providers()
        providers = [each for each in ("CUDAExecutionProvider", "CPUExecutionProvider") if each in known]
        self.session = onnxruntime.InferenceSession(path, options, providers=providers)
        self.inputs = [each.name for each in self.session.get_inputs()]

    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        names = list(request.requested_output_names())
        feed = {name: triton.get_input_tensor_by_name(request, name).as_numpy() for name in self.inputs}
        try:
            values = self.session.run(names, feed)
        except Exception as e:  # of ONNX Runtime, which has no type for them: this request's tensors, not the model
            return triton.InferenceResponse(error=triton.TritonError(str(e), triton.TritonError.INVALID_ARG))
        return triton.InferenceResponse([triton.Tensor(name, value) for name, value in zip(names, values)])
