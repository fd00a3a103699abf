package io.longshore.gateway.door.api;

import io.longshore.contracts.DocumentId;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.audit.Audit;
import io.longshore.gateway.library.Deletions;
import io.longshore.gateway.library.Library;
import io.longshore.gateway.library.Texts;
import io.longshore.gateway.library.Upload;
import io.longshore.gateway.library.Uploads;
import io.longshore.gateway.usage.Quota;
import io.longshore.gateway.usage.Spends;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag(name = "Documents", description = "What was handed in.")
@RestController
@Needs(AccessScope.READ)
@RequestMapping("/api/v1/documents")
final class DocumentController {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Access access;
  private final Library library;
  private final Uploads uploads;
  private final Deletions deletions;
  private final Texts texts;
  private final DocumentWatch watch;
  private final JsonMapper json;
  private final Audit audit;

  DocumentController(
      Access access,
      Library library,
      Uploads uploads,
      Deletions deletions,
      Texts texts,
      DocumentWatch watch,
      JsonMapper json,
      Audit audit) {
    this.access = access;
    this.library = library;
    this.uploads = uploads;
    this.deletions = deletions;
    this.texts = texts;
    this.watch = watch;
    this.json = json;
    this.audit = audit;
  }

  @Operation(
      summary = "Hand a document in",
      description =
          "Formats: txt, md, html, pdf, docx, epub. The same name in the same collection is a new"
              + " version of the same document; the old one is searched until the new one is ready.")
  @ApiResponse(responseCode = "202", description = "Taken; `Location` tells where to look.")
  @ApiResponse(responseCode = "413", description = "Too large.")
  @ApiResponse(responseCode = "415", description = "A format that can't be read.")
  @Needs(AccessScope.WRITE)
  @Spends(Quota.BYTES)
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<DocumentObject> upload(
      @RequestPart MultipartFile file,
      @Parameter(description = "Made on first use.", example = "default")
          @RequestPart(required = false)
          @Nullable String collection,
      @Parameter(
              description = "JSON object of at most 64 keys; text, numbers, true, false, days.",
              example = "{\"author\":\"Melville\",\"year\":1851}")
          @RequestPart(required = false)
          @Nullable String metadata,
      @Parameter(description = "BCP 47; found out when left out.", example = "en")
          @RequestPart(required = false)
          @Nullable String language,
      @Parameter(description = "Of the document.", example = "1851-10-18")
          @RequestPart(required = false)
          @Nullable String date,
      @Parameter(
              description =
                  "JSON array of the groups that may read it beside its owner; empty means everybody,"
                      + " left out as before (a new document: everybody).",
              example = "[\"crew\"]")
          @RequestPart(required = false)
          @Nullable String readers,
      @Parameter(hidden = true) MultipartHttpServletRequest request) {
    UploadForm.checkNames(request);
    if (request.getFiles("file").size() > 1) {
      throw ApiProblem.badRequest(
          "too-many-files",
          "Hand in one file a request; what is to be found together goes into one collection.");
    }
    var document =
        uploads.take(
            access.principal(),
            new Upload(
                collection,
                file.getOriginalFilename(),
                file.getContentType(),
                file.getSize(),
                file,
                UploadForm.metadata(metadata, json),
                UploadForm.language(language),
                UploadForm.date(date),
                UploadForm.readers(readers, json)));
    audit.made(document.id().toString());
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/documents/" + document.id()))
        .body(DocumentObject.of(document));
  }

  @Operation(summary = "List documents, newest first")
  @GetMapping
  PageObject<DocumentObject> list(
      @RequestParam(required = false) @Nullable String collection,
      @Parameter(description = "1 to 200, 50 when left out.") @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "`next` of the page before.") @RequestParam(required = false)
          @Nullable String after) {
    return PageObject.of(
        library
            .documents(
                access.principal(),
                collection == null || collection.isBlank() ? null : collection,
                PageObject.after(after, DocumentId::new),
                PageObject.limit(limit))
            .map(DocumentObject::of));
  }

  @Operation(summary = "Get a document")
  @GetMapping("/{id}")
  DocumentObject get(@PathVariable String id) {
    return DocumentObject.of(library.document(access.principal(), Ids.document(id)));
  }

  @Schema(name = "DocumentChange", description = "What is left out stays as it is.")
  record DocumentChange(
      @Schema(
              description = "As at its upload; in the place of all that was said before.",
              implementation = Object.class)
          @Nullable JsonNode metadata,
      @Schema(description = "Groups that may read it beside its owner; empty means everybody.")
          @Nullable List<@Nullable String> readers) {}

  @Operation(
      summary = "Say other things about a document",
      description = "Its text stays, nothing is embedded again; a search knows it a moment later.")
  @ApiResponse(responseCode = "202", description = "Taken.")
  @Needs(AccessScope.WRITE)
  @PatchMapping("/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  DocumentObject change(@PathVariable String id, @RequestBody DocumentChange change) {
    return DocumentObject.of(
        uploads.describe(
            access.principal(),
            Ids.document(id),
            change.metadata() == null || change.metadata().isNull()
                ? null
                : UploadForm.metadata(change.metadata().toString(), json),
            UploadForm.groups("readers", change.readers())));
  }

  @Operation(
      summary = "Watch a document",
      description =
          "Server-sent events `document` with the document object, at once and at each change;"
              + " closes when it is ready, failed or deleted.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  @GetMapping("/{id}/events")
  void events(@PathVariable String id, HttpServletResponse response)
      throws IOException, InterruptedException {
    watch.stream(access.principal(), Ids.document(id), response);
  }

  @Operation(
      summary = "Read a part of the text",
      description = "Positions are code points. At most 100,000 a call; 20,000 without `end`.")
  @ApiResponse(responseCode = "409", description = "Not parsed yet.")
  @GetMapping("/{id}/text")
  TextObject text(
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int start,
      @RequestParam(required = false) @Nullable Integer end,
      @Parameter(
              description =
                  "`text_hash` of a citation: the very text that it cites, also when there is a"
                      + " newer version.")
          @RequestParam(name = "text_hash", required = false)
          @Nullable String textHash) {
    if (textHash != null && !HASH.matcher(textHash).matches()) {
      throw ApiProblem.badRequest("text-hash-invalid", "text_hash is a lower-case SHA-256.");
    }
    return TextObject.of(texts.read(access.principal(), Ids.document(id), start, end, textHash));
  }

  @Operation(
      summary = "Delete a document",
      description = "Every version is forgotten everywhere; `deleted` when all said so.")
  @ApiResponse(responseCode = "202", description = "Being deleted.")
  @Needs(AccessScope.WRITE)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  DocumentObject delete(@PathVariable String id) {
    return DocumentObject.of(deletions.delete(access.principal(), Ids.document(id)));
  }
}
