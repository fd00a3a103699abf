"""llama.cpp's own HTTP server: serves a GGUF file on a free port of loopback until its input ends.

python llama_server.py MODEL.gguf NAME KEY TOKENS
"""

import sys

import xllamacpp

model, name, key, tokens = sys.argv[1:]
params = xllamacpp.CommonParams()
params.model.path = model
params.model_alias = {name}
params.hostnames = ["127.0.0.1"]
params.port = 0
params.api_keys = [key]
params.n_ctx = int(tokens)
params.n_parallel = 1
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
