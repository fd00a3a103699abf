package io.longshore.cli.models;

import io.longshore.models.ModelShelf;
import io.longshore.models.Offer;
import io.longshore.models.Progress;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import io.longshore.models.language.LlamaLibrary;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Fetches a model before a person's eyes: its licence, then how far it is.
 *
 * @param out where that is written
 */
public record Fetching(PrintWriter out) {
  /** A log gets a line each tenth of the way. */
  private static final int STEPS = 10;

  /**
   * Fetches the library that runs models, which is small and comes by another way, then the model;
   * checks one that is here.
   */
  public void fetch(LanguageModel model) {
    if (LlamaLibrary.here().isEmpty()) {
      out.println("Fetching llama.cpp, which runs it (11 MB, MIT)");
      out.flush();
      LlamaLibrary.fetch();
    }
    if (LanguageModels.isWhole(model)) {
      out.println(model.name() + " is here, and its checksum is right.");
    } else {
      LanguageModels.fetch(model.name(), steps());
    }
  }

  /** Fetches what an encoder that is offered is made of, and makes it; keeps a whole one. */
  public void fetch(Offer offer, Path encoders) {
    if (ModelShelf.holds(encoders, offer)) {
      out.println(offer.name() + " is here, and its checksum is right.");
      return;
    }
    out.println("%s: %s. Licence: %s".formatted(offer.name(), offer.source(), offer.licence()));
    var made = ModelShelf.fetch(encoders, offer, steps());
    out.println("%s is made, generation %s".formatted(made.model(), made.generation()));
  }

  private Progress steps() {
    var last = new int[] {-1};
    return (step, done) -> {
      int at = (int) Math.round(done * STEPS);
      if (at > last[0]) {
        last[0] = at;
        out.println("  " + step);
        out.flush();
      }
    };
  }
}
