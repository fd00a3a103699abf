package io.longshore.modelserver.protocol;

import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.modelserver.copying.CopiedSpan;
import io.longshore.modelserver.generation.Written;
import io.longshore.modelserver.repository.LoadedModel.Writer;
import java.util.List;

/** A piece of text as tensors. */
record WrittenTensors(Writer model, ModelInferRequest message, List<String> wanted, Flags flags) {
  private static final int COLUMNS = 3;

  /** What vLLM's back end adds only when it is asked to. */
  record Flags(
      boolean finishReason, boolean inputTokens, boolean outputTokens, boolean logProbability) {}

  ModelInferResponse of(Written piece) {
    var tensors = new OutputTensors(model, message, wanted).text("text_output", piece.text());
    if (flags.finishReason()) { // "None" while it goes on, as vLLM writes it
      tensors.text("finish_reason", piece.finish() == null ? "None" : piece.finish().label());
    }
    if (flags.logProbability()) {
      tensors.floats("cumulative_logprob", new float[] {(float) piece.logProbability()}, 1);
    }
    if (flags.inputTokens()) {
      tensors.count("num_input_tokens", piece.promptTokens());
    }
    if (flags.outputTokens()) { // since the last piece
      tensors.count("num_output_tokens", piece.tokens());
    }
    if (flags.inputTokens() || piece.finish() != null) {
      tensors.count("cached_tokens", piece.cachedTokens());
    }
    if (!piece.copied().isEmpty()) {
      tensors.ints("copied", rows(piece.copied()), piece.copied().size(), COLUMNS);
    }
    if (piece.finish() != null) {
      tensors.millis("queue_ms", piece.queueMillis()).millis("first_token_ms", piece.firstMillis());
    }
    return tensors.build();
  }

  private static int[] rows(List<CopiedSpan> spans) {
    int[] rows = new int[spans.size() * COLUMNS];
    int at = 0;
    for (CopiedSpan span : spans) {
      rows[at++] = span.source();
      rows[at++] = span.start();
      rows[at++] = span.end();
    }
    return rows;
  }
}
