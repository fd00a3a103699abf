package io.longshore.modelserver;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.longshore.inference.tokens.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** ONNX Runtime with nothing around it: what a service's path is measured against. */
final class BareEncoder implements AutoCloseable {
  private final OrtEnvironment ort = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final ExecutorService pool;
  private final int packTokens;

  BareEncoder(Path repository, int threads, int packTokens) throws OrtException {
    session = open(repository);
    pool = Executors.newFixedThreadPool(threads);
    this.packTokens = packTokens;
  }

  @Override
  public void close() throws OrtException {
    pool.close();
    session.close();
  }

  private OrtSession open(Path repository) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      return ort.createSession(repository.resolve("embedder/1/model.onnx").toString(), options);
    }
  }

  /**
   * The most that this machine can do: tokens cut, packed first fit by length, two runs at a time.
   */
  void embed(List<String> texts, Tokenizer tokenizer)
      throws InterruptedException, ExecutionException {
    List<long[]> ids =
        texts.parallelStream()
            .map(text -> tokenizer.encode(text).ids())
            .sorted((a, b) -> b.length - a.length)
            .toList();
    List<List<long[]>> packs = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (long[] text : ids) {
      int at = 0;
      while (at < packs.size() && sizes.get(at) + text.length > packTokens) {
        at++;
      }
      if (at == packs.size()) {
        packs.add(new ArrayList<>());
        sizes.add(0);
      }
      packs.get(at).add(text);
      sizes.set(at, sizes.get(at) + text.length);
    }
    List<Future<Integer>> runs = packs.stream().map(pack -> pool.submit(() -> run(pack))).toList();
    for (Future<Integer> run : runs) {
      run.get();
    }
  }

  private int run(List<long[]> pack) throws OrtException {
    int count = pack.stream().mapToInt(text -> text.length).sum();
    long[] ids = new long[count];
    long[] positions = new long[count];
    long[] segments = new long[count];
    int at = 0;
    for (int text = 0; text < pack.size(); text++) {
      for (int k = 0; k < pack.get(text).length; k++, at++) {
        ids[at] = pack.get(text)[k];
        positions[at] = k;
        segments[at] = text + 1L;
      }
    }
    try (var inputs = EncoderInputs.of(1, ids, positions, segments, 5.656854f);
        var result = session.run(inputs.tensors(), Set.of("pooled"))) {
      return ((OnnxTensor) result.get(0)).getFloatBuffer().remaining();
    }
  }
}
