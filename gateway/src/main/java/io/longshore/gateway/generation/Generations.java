package io.longshore.gateway.generation;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.CollectionGenerations;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.gateway.library.Library;
import io.longshore.runtime.request.RequestFailed;
import io.longshore.runtime.request.Requests;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Asks the embedder about a collection's generations, and tells it what to do with them. */
@Service
public final class Generations {
  private static final Duration WITHIN = Duration.ofSeconds(15);

  private final Library library;
  private final Requests requests;

  Generations(Library library, Requests requests) {
    this.library = library;
    this.requests = requests;
  }

  /** The one that is searched first. */
  public List<CollectionGeneration> list(Principal principal, String collection) {
    return ask(principal, collection, Verb.LIST, null, null);
  }

  /**
   * @throws org.springframework.web.ErrorResponseException when there is none
   */
  public CollectionGeneration get(Principal principal, String collection, String id) {
    return find(list(principal, collection), id);
  }

  /** Begins to build a candidate; the one that is built already is as good. */
  public CollectionGeneration build(
      Principal principal, String collection, GenerationRecipe recipe) {
    return ask(principal, collection, Verb.BUILD, null, recipe).stream()
        .filter(one -> isUnsearched(one))
        .findFirst()
        .orElseThrow(() -> GenerationProblem.gone("The candidate"));
  }

  private static boolean isUnsearched(CollectionGeneration one) {
    return one.state() == CollectionGeneration.State.BUILDING
        || one.state() == CollectionGeneration.State.READY;
  }

  /**
   * From now on the collection is searched in this one.
   *
   * @param force goes back to the previous one, whatever it lacks
   */
  public CollectionGeneration switchTo(
      Principal principal, String collection, String id, boolean force) {
    return find(ask(principal, collection, force ? Verb.ROLL_BACK : Verb.SWITCH, id, null), id);
  }

  /** Forgets one that is not searched. */
  public void drop(Principal principal, String collection, String id) {
    ask(principal, collection, Verb.DROP, id, null);
  }

  /**
   * Forgets what a collection that is deleted has chosen.
   *
   * @throws RequestFailed {@link GenerationsRequest#CONFLICT} while its documents are not erased
   */
  void forget(Principal principal, CollectionId collection) {
    ask(principal, new GenerationsRequest(collection, Verb.FORGET, null, null));
  }

  private static CollectionGeneration find(List<CollectionGeneration> all, String id) {
    return all.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> GenerationProblem.gone(id));
  }

  private List<CollectionGeneration> ask(
      Principal principal,
      String name,
      Verb verb,
      @Nullable String id,
      @Nullable GenerationRecipe recipe) {
    CollectionId collection = library.collection(principal, name).id();
    try {
      return ask(principal, new GenerationsRequest(collection, verb, id, recipe));
    } catch (RequestFailed e) {
      throw GenerationProblem.of(e);
    }
  }

  private List<CollectionGeneration> ask(Principal principal, GenerationsRequest request) {
    return requests
        .ask(
            Rooms.EMBEDDER,
            principal,
            GenerationsRequest.KIND,
            List.of(request),
            CollectionGenerations.class,
            WITHIN)
        .getFirst()
        .generations();
  }
}
