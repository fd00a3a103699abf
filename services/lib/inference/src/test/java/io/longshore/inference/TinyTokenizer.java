package io.longshore.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A tokenizer of a few pieces, in the shape that {@code ops/models} writes. */
public final class TinyTokenizer {
  private static final List<String> PIECES =
      List.of(
          "▁",
          "▁query",
          "▁passage",
          ":",
          "▁the",
          "▁harbour",
          "▁har",
          "bour",
          "s",
          "▁ship",
          "ped",
          "▁a",
          "a",
          "b",
          "c",
          "é",
          "1⁄2",
          "我",
          "喜欢",
          "▁我",
          "😀",
          "fi",
          "가",
          "が");

  private TinyTokenizer() {}

  /** Writes {@code embedder/1/tokenizer.json} below the folder and returns its place. */
  public static Path write(Path repository) throws IOException {
    Path folder = Files.createDirectories(repository.resolve("embedder/1"));
    String pieces =
        PIECES.stream()
            .map(piece -> "[\"%s\",%d.5]".formatted(piece, -3 - piece.length() % 3))
            .collect(Collectors.joining(","));
    return Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],
        "normalizer":{"type":"Sequence","normalizers":[{"type":"Nmt"},{"type":"NFKC"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]},
        "pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},
        "post_processor":{"type":"TemplateProcessing",
        "single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],
        "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
        "special_tokens":{"</s>":{"id":"</s>","ids":[2],"tokens":["</s>"]},"<s>":{"id":"<s>","ids":[0],"tokens":["<s>"]}}},
        "decoder":null,
        "model":{"type":"Unigram","unk_id":3,"byte_fallback":false,"vocab":[["<s>",0.0],["<pad>",0.0],["</s>",0.0],["<unk>",0.0],%s]}}
        """
            .formatted(pieces));
  }
}
