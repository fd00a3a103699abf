package io.longshore.modelserver.packing;

import ai.onnxruntime.OrtException;
import io.longshore.inference.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** ONNX Runtime with nothing around it: what a service's path is measured against. */
public final class BareEncoder implements AutoCloseable {
  private static final int DIMENSIONS = 384;
  private static final float DIVISOR = 5.656854f;

  private final EncoderSession session;
  private final ExecutorService pool;
  private final int packTokens;

  public BareEncoder(Path repository, int threads, int packTokens) throws IOException {
    session = EncoderSession.open(repository.resolve("embedder/1/model.onnx"), DIMENSIONS, 0, 1);
    pool = Executors.newFixedThreadPool(threads);
    this.packTokens = packTokens;
  }

  @Override
  public void close() throws OrtException {
    pool.close();
    session.close();
  }

  /**
   * The most that this machine can do: tokens cut, packed first fit by length and laid out as the
   * server does, a run a thread.
   */
  public void embed(List<String> texts, Tokenizer tokenizer)
      throws InterruptedException, ExecutionException {
    List<Segment> segments =
        texts.parallelStream()
            .map(text -> segment(tokenizer.encode(text).ids()))
            .sorted(Comparator.comparingInt(Segment::tokens).reversed())
            .toList();
    List<List<Segment>> packs = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Segment segment : segments) {
      int at = 0;
      while (at < packs.size() && sizes.get(at) + segment.tokens() > packTokens) {
        at++;
      }
      if (at == packs.size()) {
        packs.add(new ArrayList<>());
        sizes.add(0);
      }
      packs.get(at).add(segment);
      sizes.set(at, sizes.get(at) + segment.tokens());
    }
    List<Future<Integer>> runs =
        packs.stream()
            .map(pack -> pool.submit(() -> session.run(Rows.of(pack), false).pooled().length))
            .toList();
    for (Future<Integer> run : runs) {
      run.get();
    }
  }

  /** A text that is a request of its own. */
  static Segment segment(long[] ids) {
    var ones = new long[ids.length];
    Arrays.fill(ones, 1);
    long[] positions = LongStream.range(0, ids.length).toArray();
    return new EncoderRequest(ids, positions, ones, 1, DIVISOR, DIMENSIONS, false, false)
        .segments()
        .getFirst();
  }
}
