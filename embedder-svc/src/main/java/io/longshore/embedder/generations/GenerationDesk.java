package io.longshore.embedder.generations;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.generation.CollectionGenerations;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.embedder.comparison.ComparisonRepository;
import io.longshore.embedder.embedding.DocumentMode;
import io.longshore.embedder.embedding.PassageMode;
import io.longshore.embedder.embedding.Recipe;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What collections are told and asked about their generations. */
public final class GenerationDesk {
  private static final Logger log = LoggerFactory.getLogger(GenerationDesk.class);

  private static final int TRIES = 3;

  private final TenantTransaction transaction;
  private final Generations generations;
  private final Lineups lineups;

  public GenerationDesk(TenantTransaction transaction, Generations generations, Lineups lineups) {
    this.transaction = transaction;
    this.generations = generations;
    this.lineups = lineups;
  }

  /**
   * Does what is asked for, whole or not at all.
   *
   * @throws Poison one of {@link GenerationsRequest}'s codes; {@link
   *     EmbeddingRequest#NOT_INSTALLED}; {@code long-mode-refused}; {@code model-unavailable}
   */
  public CollectionGenerations reply(Principal principal, GenerationsRequest request) {
    CollectionId collection = request.collection();
    try {
      if (request.verb() != Verb.FORGET) {
        lineups.current(principal.tenant(), collection);
      }
      switch (request.verb()) {
        case LIST -> {}
        case BUILD -> build(principal, collection, recipe(request.recipe()));
        case SWITCH, ROLL_BACK -> switchTo(principal, request);
        case DROP -> change(principal, collection, (jdbc, now) -> dropped(jdbc, request, now));
        case FORGET -> forget(principal, collection);
        case null -> throw new Poison("unknown-verb", "This embedder does not know what to do");
      }
      Generation standard = generations.current();
      return transaction.read(
          principal,
          jdbc -> LineupReport.of(jdbc, collection, lineups.of(jdbc, collection, standard)));
    } catch (ModelUnavailable e) {
      throw new Poison(ModelUnavailable.CODE, String.valueOf(e.getMessage()), e);
    }
  }

  /** What is null is as in the service's own. */
  private Recipe recipe(@Nullable GenerationRecipe wanted) {
    Recipe standard = generations.current().recipe();
    if (wanted == null) {
      return standard;
    }
    if (wanted.model() != null && !wanted.model().equals(EmbeddingRequest.EMBEDDER)) {
      throw new Poison(
          EmbeddingRequest.NOT_INSTALLED,
          "The index's vectors are made by %s, and there is no second encoder %s for it"
              .formatted(EmbeddingRequest.EMBEDDER, wanted.model()));
    }
    int tokens = Objects.requireNonNullElse(wanted.passageTokens(), standard.passageTokens());
    try {
      new PassageProperties(tokens, 0);
    } catch (IllegalArgumentException e) {
      throw new Poison(GenerationsRequest.BAD_RECIPE, String.valueOf(e.getMessage()), e);
    }
    var recipe =
        new Recipe(
            tokens,
            named(PassageMode.values(), PassageMode::label, wanted.passages(), standard.passages()),
            named(
                DocumentMode.values(),
                DocumentMode::label,
                wanted.documents(),
                standard.documents()));
    generations.requireAllowed(recipe);
    return recipe;
  }

  private static <T> T named(
      T[] values, Function<T, String> label, @Nullable String wanted, T standard) {
    if (wanted == null) {
      return standard;
    }
    return Arrays.stream(values)
        .filter(value -> label.apply(value).equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new Poison(
                GenerationsRequest.BAD_RECIPE,
                "“%s” is none of %s"
                    .formatted(
                        wanted,
                        Arrays.stream(values).map(label).collect(Collectors.joining(", ")))));
  }

  private void build(Principal principal, CollectionId collection, Recipe recipe) {
    Generation standard = generations.current();
    requireRoom(
        transaction.read(principal, jdbc -> lineups.of(jdbc, collection, standard)), recipe);
    for (int again = TRIES - 1; again >= 0; again--) {
      Generation wanted = generations.of(recipe);
      try {
        change(
            principal,
            collection,
            (jdbc, now) -> {
              requireRoom(now, recipe);
              return new Lineup(now.serving(), wanted, now.previous());
            });
        return;
      } catch (ConcurrencyFailureException e) {
        if (again == 0) {
          throw e; // swept each time before anything named it
        }
      }
    }
  }

  /** For a candidate, which may be there already. */
  private static void requireRoom(Lineup now, Recipe recipe) {
    Generation candidate = now.candidate();
    if (candidate != null && candidate.recipe().equals(recipe)) {
      return;
    }
    if (now.all().stream().anyMatch(one -> one.recipe().equals(recipe))) {
      throw conflict("The collection has %s already".formatted(recipe.id()));
    }
    if (candidate != null) {
      throw conflict(
          "%s is built or waits; drop it, or switch to it, first"
              .formatted(candidate.recipe().id()));
    }
  }

  /** In one transaction in which no document becomes searchable. */
  private void change(
      Principal principal, CollectionId collection, BiFunction<JdbcClient, Lineup, Lineup> change) {
    Generation standard = generations.current();
    transaction.run(
        principal,
        jdbc -> {
          Lineup now = lineups.claim(jdbc, collection, standard);
          Lineup wanted = change.apply(jdbc, now);
          if (!wanted.equals(now)) {
            wanted.all().forEach(one -> generations.use(jdbc, principal.tenant(), one));
            Lineups.put(jdbc, collection, wanted);
            log.info("collection={} {}", collection, wanted);
          }
        });
  }

  /** Documents are counted before anybody waits, and only looked for while somebody does. */
  private void switchTo(Principal principal, GenerationsRequest request) {
    Generation standard = generations.current();
    CollectionId collection = request.collection();
    transaction.read(
        principal,
        jdbc -> {
          Lineup now = lineups.of(jdbc, collection, standard);
          Generation to = find(now, request.id());
          if (request.verb() == Verb.SWITCH && !to.equals(now.serving())) {
            requireComplete(to, Lineups.missing(jdbc, collection, to));
          }
          return now;
        });
    change(principal, collection, (jdbc, now) -> switched(jdbc, request, now));
  }

  private static void requireComplete(Generation to, long missing) {
    if (missing > 0) {
      throw new Poison(
          GenerationsRequest.NOT_READY,
          "%s lacks %d documents. Wait until they are in; what can't be indexed in it has to be deleted or handed in again. Only a generation that was searched before can be gone back to without them, by force"
              .formatted(to.recipe().id(), missing));
    }
  }

  private static Lineup switched(JdbcClient jdbc, GenerationsRequest request, Lineup now) {
    Generation to = find(now, request.id());
    if (to.equals(now.serving())) {
      return now;
    }
    if (request.verb() == Verb.SWITCH) {
      if (Lineups.lacks(jdbc, request.collection(), to)) {
        requireComplete(to, Lineups.missing(jdbc, request.collection(), to));
      }
    } else if (!to.equals(now.previous())) {
      throw conflict(
          "%s was not searched before: there is nothing to go back to".formatted(to.recipe().id()));
    }
    if (to.equals(now.previous())) {
      return new Lineup(to, now.candidate(), now.serving());
    }
    if (now.previous() != null) {
      throw conflict(
          "%s is kept for a roll back; drop it first".formatted(now.previous().recipe().id()));
    }
    return new Lineup(to, null, now.serving());
  }

  private static Lineup dropped(JdbcClient jdbc, GenerationsRequest request, Lineup now) {
    Generation which = named(now, request.id()).orElse(null);
    if (which == null) { // it is dropped already
      return now;
    }
    if (which.equals(now.serving())) {
      throw conflict("%s is searched; switch to another one first".formatted(which.recipe().id()));
    }
    ComparisonRepository.delete(jdbc, request.collection(), which.no());
    boolean isCandidate = which.equals(now.candidate());
    return new Lineup(
        now.serving(), isCandidate ? null : now.candidate(), isCandidate ? now.previous() : null);
  }

  private void forget(Principal principal, CollectionId collection) {
    if (!lineups.forget(principal.tenant(), collection, generations.current())) {
      throw conflict("Documents of the collection are not erased yet");
    }
  }

  private static Generation find(Lineup now, @Nullable String id) {
    return named(now, id)
        .orElseThrow(() ->
            new Poison(
                GenerationsRequest.NOT_FOUND, "The collection has no generation %s".formatted(id)));
  }

  private static Optional<Generation> named(Lineup now, @Nullable String id) {
    return now.all().stream().filter(one -> one.recipe().id().equals(id)).findFirst();
  }

  private static Poison conflict(String why) {
    return new Poison(GenerationsRequest.CONFLICT, why);
  }
}
