package io.longshore.modelserver.engine;

import ai.onnxruntime.OrtException;
import io.longshore.models.rotary.RotaryGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A GGUF encoder's vectors by llama.cpp, and by the graph that is drawn of it in 32 bits. */
public final class LongParity implements AutoCloseable {
  private static final int TOKENS_MAX = 2_048;
  private static final int HEAD = 64;

  private final GgufEncoder llama;
  private final RotaryRuns graph;

  private LongParity(GgufEncoder llama, RotaryRuns graph) {
    this.llama = llama;
    this.graph = graph;
  }

  /** Of one text, not normalised. */
  @SuppressWarnings("ArrayRecordComponent") // read once
  public record Vectors(int tokens, float[] llama, float[] fp32) {}

  /**
   * @param folder to write the graph to, 547 MB
   */
  public static LongParity open(Path gguf, Path folder) throws IOException, OrtException {
    return new LongParity(
        GgufEncoder.open(LlamaFiles.library(), gguf, TOKENS_MAX, 1),
        RotaryRuns.open(RotaryGraph.fp32(gguf), folder.resolve("fp32.onnx"), HEAD));
  }

  /** By llama.cpp's own tokens. */
  public Vectors of(String text) throws OrtException {
    int[] tokens = llama.tokenize(text);
    return new Vectors(tokens.length, llama.embed(List.of(tokens)).getFirst(), graph.embed(tokens));
  }

  @Override
  public void close() throws OrtException {
    llama.close();
    graph.close();
  }
}
