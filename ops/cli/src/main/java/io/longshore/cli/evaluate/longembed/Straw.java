package io.longshore.cli.evaluate.longembed;

import io.longshore.cli.demo.Books;
import io.longshore.cli.evaluate.data.Sentences;
import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What it is hidden in: sentences that are read on from the first when the last is reached. */
enum Straw {
  /** The five sentences that the benchmark repeats. */
  FILLER {
    @Override
    List<String> sentences() {
      return List.of(
          "The grass is green.",
          "The sky is blue.",
          "The sun is yellow.",
          "Here we go.",
          "There and back again.");
    }
  },
  /** A novel out of a package, fetched once. */
  PROSE {
    @Override
    List<String> sentences() {
      Path novel = Books.novel();
      try {
        return Sentences.of(Files.readString(novel));
      } catch (IOException e) {
        throw Folders.failure("read " + novel, e);
      }
    }
  };

  abstract List<String> sentences();
}
