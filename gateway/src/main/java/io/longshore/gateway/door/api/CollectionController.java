package io.longshore.gateway.door.api;

import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.audit.Audit;
import io.longshore.gateway.library.Deletions;
import io.longshore.gateway.library.DocumentCollection;
import io.longshore.gateway.library.Library;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Collections", description = "Documents under one name.")
@RestController
@Needs(AccessScope.READ)
@RequestMapping("/api/v1/collections")
final class CollectionController {
  private static final String READERS =
      "Groups that it is for, beside its owner and its editors; empty means everybody.";
  private static final String EDITORS =
      "Groups that change it and hand in, replace and delete its documents, beside its owner; empty"
          + " means whoever reads it.";

  private final Access access;
  private final Library library;
  private final Deletions deletions;
  private final Audit audit;

  CollectionController(Access access, Library library, Deletions deletions, Audit audit) {
    this.access = access;
    this.library = library;
    this.deletions = deletions;
    this.audit = audit;
  }

  @Schema(name = "NewCollection")
  record NewCollection(
      @Schema(
              description = "1 to 100 characters, no slash.",
              example = "novels",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String name,
      @Nullable SettingsObject settings,
      @Schema(description = READERS) @Nullable List<@Nullable String> readers,
      @Schema(description = EDITORS) @Nullable List<@Nullable String> editors) {}

  @Schema(name = "CollectionChange")
  record CollectionChange(
      @Schema(description = "In the place of all that was said before; {} for the defaults.")
          @Nullable SettingsObject settings,
      @Schema(description = READERS + " Said by its owner.")
          @Nullable List<@Nullable String> readers,
      @Schema(description = EDITORS + " Said by its owner.")
          @Nullable List<@Nullable String> editors) {}

  record Collections(List<CollectionObject> data) {
    Collections {
      data = List.copyOf(data);
    }
  }

  @Operation(summary = "Make a collection", description = "409 when the name is taken.")
  @ApiResponse(responseCode = "201", description = "Made.")
  @Needs(AccessScope.WRITE)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  CollectionObject create(@RequestBody NewCollection request) {
    String name = request.name() == null ? "" : request.name();
    var made =
        library.createCollection(
            access.principal(),
            name,
            said(request.settings(), request.readers(), request.editors()));
    audit.made(made.name());
    return CollectionObject.of(made);
  }

  @Operation(summary = "List all collections by name")
  @GetMapping
  Collections list() {
    return new Collections(
        library.collections(access.principal()).stream().map(CollectionObject::of).toList());
  }

  @Operation(summary = "Get a collection")
  @GetMapping("/{name}")
  CollectionObject get(@PathVariable String name) {
    return CollectionObject.of(library.collection(access.principal(), name));
  }

  @Operation(
      summary = "Change how a collection is searched, and for whom it is",
      description =
          "From the next question on; nothing is indexed again. What is left out stays as it is.")
  @Needs(AccessScope.WRITE)
  @PatchMapping("/{name}")
  CollectionObject change(@PathVariable String name, @RequestBody CollectionChange change) {
    return CollectionObject.of(
        library.changeCollection(
            access.principal(), name, said(change.settings(), change.readers(), change.editors())));
  }

  private static DocumentCollection.Change said(
      @Nullable SettingsObject settings,
      @Nullable List<@Nullable String> readers,
      @Nullable List<@Nullable String> editors) {
    return new DocumentCollection.Change(
        SettingsObject.settings(settings),
        UploadForm.groups("readers", readers),
        UploadForm.groups("editors", editors));
  }

  @Operation(
      summary = "Delete a collection and all its documents",
      description = "The name is free at once; the documents are forgotten one by one.")
  @ApiResponse(responseCode = "202", description = "Being deleted.")
  @Needs(AccessScope.WRITE)
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  CollectionObject delete(@PathVariable String name) {
    return CollectionObject.of(deletions.deleteCollection(access.principal(), name));
  }
}
