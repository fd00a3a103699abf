package io.longshore.inference.tokens;

import java.nio.file.Path;

/** A model's own way of cutting text. Safe for any number of threads. */
public interface Tokenizer extends AutoCloseable {

  /** The tokenizer that a {@code tokenizer.json} describes. */
  static Tokenizer open(Path file) {
    return UnigramFile.read(file).orElseGet(() -> new LibraryTokenizer(file));
  }

  /** All of the text, however long. */
  Tokens encode(String text);

  @Override
  void close();
}
