package io.longshore.gateway.library;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.QuestionId;
import io.longshore.runtime.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** What a caller can be told about a request that the library can't serve. */
public final class LibraryProblem extends ErrorResponseException {
  private LibraryProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
  }

  static LibraryProblem badRequest(String code, String detail) {
    return new LibraryProblem(HttpStatus.BAD_REQUEST, code, detail);
  }

  static LibraryProblem forbidden(String code, String detail) {
    return new LibraryProblem(HttpStatus.FORBIDDEN, code, detail);
  }

  static LibraryProblem conflict(String code, String detail) {
    return new LibraryProblem(HttpStatus.CONFLICT, code, detail);
  }

  static LibraryProblem notEditor() {
    return forbidden(
        "editors-only", "Only who made a collection and its editors change it and what it holds.");
  }

  static LibraryProblem tenantDeleted() {
    return conflict(
        "tenant-deleted", "This tenant was deleted meanwhile: nothing is made in it any more.");
  }

  /** Of something that the principal may not know of. */
  static LibraryProblem nameTaken(String name) {
    return conflict(
        "name-taken", "“%s” can't be handed in here: choose another name.".formatted(name));
  }

  static LibraryProblem unsupportedFormat(String name) {
    return new LibraryProblem(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "unsupported-format",
        "“%s” is in no format that can be read, or is not what its name says. Hand in one of: %s."
            .formatted(name, FileType.LIST));
  }

  public static LibraryProblem noDocument(DocumentId id) {
    return new LibraryProblem(
        HttpStatus.NOT_FOUND, "document-not-found", "There is no document %s.".formatted(id));
  }

  public static LibraryProblem noCollection(String name) {
    return new LibraryProblem(
        HttpStatus.NOT_FOUND,
        "collection-not-found",
        "There is no collection “%s”.".formatted(name));
  }

  public static LibraryProblem noConversation(ConversationId id) {
    return new LibraryProblem(
        HttpStatus.NOT_FOUND,
        "conversation-not-found",
        "There is no conversation %s.".formatted(id));
  }

  public static LibraryProblem noAnswer(QuestionId id) {
    return new LibraryProblem(
        HttpStatus.NOT_FOUND, "answer-not-found", "There is no answer %s.".formatted(id));
  }
}
