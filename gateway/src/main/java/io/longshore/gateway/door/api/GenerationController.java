package io.longshore.gateway.door.api;

import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.door.api.GenerationObject.RecipeObject;
import io.longshore.gateway.generation.Generations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Generations",
    description =
        "What a collection is searched in, and another one beside it: built, compared, switched to.")
@ApiResponse(
    responseCode = "404",
    description = "There is no such collection, or it has no such generation.")
@ApiResponse(responseCode = "503", description = "The embedder or its model is away.")
@ApiResponse(
    responseCode = "504",
    description = "`deadline`: the embedder did not answer in time; it may have done it.")
@RestController
@Needs(AccessScope.MANAGE)
@RequestMapping("/api/v1/collections/{name}/generations")
final class GenerationController {
  private final Access access;
  private final Generations generations;

  GenerationController(Access access, Generations generations) {
    this.access = access;
    this.generations = generations;
  }

  record GenerationList(List<GenerationObject> data) {
    GenerationList {
      data = List.copyOf(data);
    }
  }

  @Operation(
      summary = "List a collection's generations",
      description = "At most three; the one that is searched first.")
  @Needs(AccessScope.READ)
  @GetMapping
  GenerationList list(@PathVariable String name) {
    return new GenerationList(
        generations.list(access.principal(), name).stream().map(GenerationObject::of).toList());
  }

  @Operation(
      summary = "Build a generation beside the one that is searched",
      description =
          "In the background, from the texts that are kept; what is handed in meanwhile is indexed"
              + " in both. Once it is complete, questions to the collection are asked of it too,"
              + " behind their answers, and compared.")
  @ApiResponse(responseCode = "202", description = "Being built.")
  @ApiResponse(responseCode = "400", description = "`bad-recipe`.")
  @ApiResponse(
      responseCode = "409",
      description =
          "The collection has this one or another candidate; the model isn't installed or does not"
              + " allow this mode.")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  GenerationObject build(@PathVariable String name, @RequestBody RecipeObject recipe) {
    var wanted =
        new GenerationRecipe(
            recipe.model(), recipe.passageTokens(), recipe.passages(), recipe.documents());
    return GenerationObject.of(generations.build(access.principal(), name, wanted));
  }

  @Operation(summary = "Get a generation and how it compares")
  @Needs(AccessScope.READ)
  @GetMapping("/{id}")
  GenerationObject get(@PathVariable String name, @PathVariable String id) {
    return GenerationObject.of(generations.get(access.principal(), name, id));
  }

  @Operation(
      summary = "Search the collection in this generation from now on",
      description =
          "In one step, whatever the size; the one that was searched is kept as `previous`, and"
              + " switching to that rolls back. Nothing that was handed in meanwhile is lost.")
  @ApiResponse(responseCode = "200", description = "It is searched.")
  @ApiResponse(
      responseCode = "409",
      description =
          "`generation-not-ready`: documents are missing; `generation-conflict`: the previous one has"
              + " to be dropped first.")
  @PostMapping("/{id}/switch")
  GenerationObject switchTo(
      @PathVariable String name,
      @PathVariable String id,
      @Parameter(
              description =
                  "Goes back to the previous generation though documents are missing in it; these are"
                      + " not found then. `documentsDone` of `documents` says how many it has.")
          @RequestParam(defaultValue = "false")
          boolean force) {
    return GenerationObject.of(generations.switchTo(access.principal(), name, id, force));
  }

  @Operation(
      summary = "Drop a generation that is not searched",
      description =
          "At once; what was made for it is removed in the background. One that is dropped already is"
              + " dropped.")
  @ApiResponse(responseCode = "204", description = "Dropped.")
  @ApiResponse(responseCode = "409", description = "It is searched.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String name, @PathVariable String id) {
    generations.drop(access.principal(), name, id);
  }
}
