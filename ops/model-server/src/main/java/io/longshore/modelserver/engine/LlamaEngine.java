package io.longshore.modelserver.engine;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The engine on llama.cpp: checks what is asked, keeps the book of cells, has the context do it.
 */
final class LlamaEngine implements Engine {
  private final LlamaModel model;
  private final LlamaContext context;
  private final Capabilities capabilities;
  private final Cells cells;
  private final Attention attention;

  /** Sequences with cells out of a saved state. */
  private final BitSet restored = new BitSet();

  private long decodes;
  private boolean closed;

  LlamaEngine(LlamaModel model, EngineSettings settings) {
    this.model = model;
    if (model.encodes() || model.needsEncoder()) {
      throw new EngineFailure.NotSupported(
          "%s (%s) is an encoder or needs one: only decoders write text here"
              .formatted(model.name(), model.architecture()));
    }
    MemoryRoom.check(settings, model.cellBytes(), model.vocabularySize());
    context = new LlamaContext(model, settings);
    attention =
        new Attention(
            model.name(),
            model.slidingWindow(),
            settings.wholeWindow(),
            model.recurrent(),
            context.canShift());
    capabilities =
        new Capabilities(
            model.name(),
            model.architecture(),
            model.window(),
            context.size(),
            settings.sequences(),
            settings.rows(),
            model.vocabularySize(),
            model.cellBytes(),
            attention.full(),
            attention.canShift(),
            model.chat());
    cells = new Cells(context.size(), settings.sequences());
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public int[] tokenize(String text, boolean special) {
    checkOpen();
    return model.tokenize(text, special, false);
  }

  @Override
  public byte[] piece(int token) {
    checkToken(token);
    return model.piece(token);
  }

  @Override
  public boolean endsGeneration(int token) {
    checkToken(token);
    return model.endsGeneration(token);
  }

  @Override
  public int beginning() {
    checkOpen();
    return model.beginning();
  }

  @Override
  public Logits decode(Batch batch, BooleanSupplier stop) {
    checkOpen();
    int[] starts = check(batch);
    long number = ++decodes;
    boolean done = false;
    try {
      context.decode(batch, stop);
      done = true;
    } finally {
      if (!done) {
        undo(starts);
      }
    }
    cells.take(batch);
    return new Logits(
        context.logits(batch.rows()),
        batch.rows(),
        capabilities.vocabulary(),
        () -> !closed && decodes == number);
  }

  /** Forgets what a decode that failed may have left; all of a sequence that has no parts. */
  private void undo(int[] starts) {
    for (int sequence = 0; sequence < starts.length; sequence++) {
      if (starts[sequence] >= 0) {
        if (attention.keepsParts()) {
          boolean _ = context.remove(sequence, starts[sequence], -1);
        } else {
          boolean _ = context.remove(sequence, 0, -1);
          cells.remove(sequence, 0, Integer.MAX_VALUE);
          restored.clear(sequence);
        }
      }
    }
  }

  /** Where each sequence of the batch begins in it, -1 for those that are not in it. */
  private int[] check(Batch batch) {
    if (batch.size() == 0) {
      throw new IllegalArgumentException("the batch is empty");
    }
    if (batch.rows() > capabilities.rows()) {
      throw new IllegalArgumentException(
          "a batch may want %d rows of logits, this one wants %d"
              .formatted(capabilities.rows(), batch.rows()));
    }
    for (int k = 0; k < batch.size(); k++) {
      checkToken(batch.token(k));
      checkSequence(batch.sequence(k));
    }
    return cells.starts(batch);
  }

  @Override
  public void threads(int single, int batch) {
    checkOpen();
    if (single < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "threads are 1 or more, got %d and %d".formatted(single, batch));
    }
    context.threads(single, batch);
  }

  @Override
  public void remove(int sequence, int from, int to) {
    int end = range(sequence, from, to);
    boolean whole = !cells.any(sequence, 0, from) && !cells.any(sequence, end, Integer.MAX_VALUE);
    if (!whole) {
      attention.checkPart(restored.get(sequence), "a part of it can't be removed");
    }
    if (!context.remove(sequence, whole ? 0 : from, whole ? -1 : end)) {
      throw new EngineFailure("llama.cpp did not remove [%d, %d)".formatted(from, end));
    }
    cells.remove(sequence, from, end);
    if (whole) {
      restored.clear(sequence);
    }
  }

  @Override
  public void copy(int source, int target, int from, int to) {
    int end = range(source, from, to);
    checkSequence(target);
    if (source == target || cells.any(target, from, end)) {
      throw new IllegalArgumentException(
          "sequence %d has positions in [%d, %d) already".formatted(target, from, end));
    }
    if (cells.any(source, 0, from) || cells.any(source, end, Integer.MAX_VALUE)) {
      attention.checkPart(restored.get(source), "a part of it can't be copied");
    }
    context.copy(source, target, from, end);
    cells.copy(source, target, from, end);
    restored.set(target, restored.get(target) || restored.get(source));
  }

  @Override
  public void add(int sequence, int from, int to, int delta) {
    int end = movable(sequence, from, to);
    if (from + delta < 0) {
      throw new IllegalArgumentException("position %d can't move by %d".formatted(from, delta));
    }
    context.add(sequence, from, end, delta);
    cells.add(sequence, from, end, delta);
  }

  @Override
  public void divide(int sequence, int from, int to, int divisor) {
    int end = movable(sequence, from, to);
    if (divisor < 1) {
      throw new IllegalArgumentException("the divisor is 1 or more, got " + divisor);
    }
    if (divisor > 1) {
      context.divide(sequence, from, end, divisor);
      cells.divide(sequence, from, end, divisor);
    }
  }

  private int movable(int sequence, int from, int to) {
    int end = range(sequence, from, to);
    attention.checkMove(restored.get(sequence));
    if (cells.shared(sequence, from, end)) {
      throw new IllegalArgumentException(
          "positions [%d, %d) of sequence %d are shared with another sequence, where they would move too: save and restore makes them its own"
              .formatted(from, end, sequence));
    }
    return end;
  }

  @Override
  public int length(int sequence) {
    checkSequence(sequence);
    return cells.length(sequence);
  }

  @Override
  public int free() {
    return cells.free();
  }

  @Override
  public byte[] save(int sequence) {
    checkOpen();
    checkSequence(sequence);
    return SavedSequence.write(
        model.fingerprint(), cells.positions(sequence), context.save(sequence));
  }

  @Override
  public void restore(int sequence, byte[] state) {
    checkOpen();
    checkSequence(sequence);
    var saved = SavedSequence.read(model.fingerprint(), state);
    remove(sequence, 0, -1);
    cells.checkRoom(saved.positions().length);
    if (!context.restore(sequence, saved.state())) {
      throw new EngineFailure.StateRefused(
          "llama.cpp does not take the saved sequence: " + LlamaLog.reason());
    }
    restored.set(sequence);
    for (int position : saved.positions()) {
      cells.take(sequence, position);
    }
  }

  @Override
  public Adapter load(Path gguf) {
    checkOpen();
    return model.adapter(gguf);
  }

  @Override
  public void use(List<Scaled> adapters) {
    checkOpen();
    context.use(adapters);
  }

  private int range(int sequence, int from, int to) {
    checkOpen();
    checkSequence(sequence);
    if (from < 0 || (to >= 0 && to < from) || to < -1) {
      throw new IllegalArgumentException("[%d, %d) is no range of positions".formatted(from, to));
    }
    return to < 0 ? Integer.MAX_VALUE : to;
  }

  private void checkToken(int token) {
    checkOpen();
    if (token < 0 || token >= capabilities.vocabulary()) {
      throw new IllegalArgumentException(
          "tokens are 0 to %d, got %d".formatted(capabilities.vocabulary() - 1, token));
    }
  }

  private void checkSequence(int sequence) {
    if (sequence < 0 || sequence >= capabilities.sequences()) {
      throw new IllegalArgumentException(
          "sequences are 0 to %d, got %d".formatted(capabilities.sequences() - 1, sequence));
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      context.close();
      model.close();
    }
  }
}
