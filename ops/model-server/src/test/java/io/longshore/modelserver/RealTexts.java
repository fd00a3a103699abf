package io.longshore.modelserver;

import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Texts as people write them, for benchmarks: the paragraphs of this checkout's own documents, or
 * those of {@code -Dbook=FILE}.
 */
public final class RealTexts {
  private static final int PASSAGE_WORDS = 110;
  private static final int SEED = 5;
  private static final List<String> DOCUMENTS =
      List.of(
          "samples/documents/how-retrieval-works.md",
          "docs/architecture.md",
          "docs/verification.md",
          "README.md");

  private RealTexts() {}

  /** Without prefix, in an order drawn once; fewer where there are fewer. */
  public static List<String> passages(int most) throws IOException {
    String book = System.getProperty("book");
    List<Path> files =
        book == null
            ? DOCUMENTS.stream().map(Folders.sources()::resolve).toList()
            : List.of(Path.of(book));
    List<String> passages = new ArrayList<>();
    for (Path file : files) {
      cut(Files.readString(file), passages);
    }
    Collections.shuffle(passages, new Random(SEED));
    return passages.subList(0, Math.min(passages.size(), most));
  }

  /** The same with their prefixes and the questions about the samples among them. */
  public static List<String> passagesAndQuestions(int most) throws IOException {
    List<String> texts = new ArrayList<>();
    passages(most).forEach(passage -> texts.add("passage: " + passage));
    Path questions =
        Folders.sources().resolve("tests-e2e/src/test/resources/samples-questions.jsonl");
    for (String line : Files.readAllLines(questions)) {
      texts.add(line.replaceAll(".*\"question\": *\"([^\"]*)\".*", "query: $1"));
    }
    Collections.shuffle(texts, new Random(SEED));
    return texts;
  }

  /** Paragraphs, cut where they are longer than a passage. */
  private static void cut(String text, List<String> passages) {
    for (String paragraph : text.split("\n\\s*\n", -1)) {
      List<String> words = List.of(paragraph.strip().split("\\s+"));
      for (int from = 0; from < words.size(); from += PASSAGE_WORDS) {
        String passage =
            String.join(" ", words.subList(from, Math.min(words.size(), from + PASSAGE_WORDS)));
        if (!passage.isBlank()) {
          passages.add(passage);
        }
      }
    }
  }
}
