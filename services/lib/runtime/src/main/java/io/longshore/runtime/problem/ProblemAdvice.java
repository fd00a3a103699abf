package io.longshore.runtime.problem;

import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.json.JsonPlace;
import io.longshore.runtime.stream.SendFailed;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every error of every controller as a problem. What the client sent is never a 5xx. */
@Order(Ordered.LOWEST_PRECEDENCE)
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  private final ObjectProvider<Overtaken> overtaken;

  ProblemAdvice(ObjectProvider<Overtaken> overtaken) {
    this.overtaken = overtaken;
  }

  /** One field that broke a rule. */
  record Invalid(String field, String message) {}

  /** Nobody is there to read an answer: a client that hung up is no error and no log line. */
  @ExceptionHandler(IOException.class)
  @Nullable ResponseEntity<Object> brokenOff(IOException e, WebRequest request) {
    return DisconnectedClientHelper.isClientDisconnectedException(e)
        ? null
        : unexpected(e, request);
  }

  @ExceptionHandler(MultipartException.class)
  @Nullable ResponseEntity<Object> noMultipart(MultipartException e, WebRequest request) {
    String detail = "The body is no complete multipart/form-data.";
    return answer(e, Problems.of(HttpStatus.BAD_REQUEST, "bad-multipart", detail), request);
  }

  @ExceptionHandler({
    BlobUnavailable.class,
    SendFailed.class,
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class
  })
  @Nullable ResponseEntity<Object> unavailable(RuntimeException e, WebRequest request) {
    log.warn("unavailable: {}", e.getMessage(), e);
    String detail = "Something that this needs is away. Try again in a few seconds.";
    var problem = Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", detail);
    var headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return handleExceptionInternal(e, problem, headers, HttpStatus.SERVICE_UNAVAILABLE, request);
  }

  @ExceptionHandler(DataIntegrityViolationException.class)
  @Nullable ResponseEntity<Object> violated(DataIntegrityViolationException e, WebRequest request) {
    var problem = overtaken.stream().flatMap(known -> known.problem(e).stream()).findFirst();
    return problem.isPresent() ? answer(e, problem.get(), request) : unexpected(e, request);
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Object> unexpected(Exception e, WebRequest request) {
    log.error("unexpected error", e);
    String detail = "Something went wrong here. The log has it under this trace.";
    return answer(e, Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", detail), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String place =
        e.getCause() instanceof JacksonException json
            ? JsonPlace.of(json)
            : "missing, or broken off";
    String code =
        e.getCause() instanceof UnrecognizedPropertyException ? "field-unknown" : "unreadable-body";
    return answer(e, Problems.of(status, code, "The body is " + place + "."), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return invalid(
        e,
        e.getAllErrors().stream()
            .map(error ->
                new Invalid(
                    error instanceof FieldError field ? field.getField() : error.getObjectName(),
                    String.valueOf(error.getDefaultMessage()))),
        request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (status.is5xxServerError()) {
      return unexpected(e, request);
    }
    return invalid(
        e,
        e.getParameterValidationResults().stream()
            .flatMap(result ->
                result.getResolvableErrors().stream()
                    .map(error ->
                        new Invalid(
                            String.valueOf(result.getMethodParameter().getParameterName()),
                            String.valueOf(error.getDefaultMessage())))),
        request);
  }

  /** Everything that Spring MVC has a status for ends here: gives it our type and code. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (request instanceof ServletWebRequest web
        && web.getResponse() != null
        && web.getResponse().isCommitted()) {
      return null; // the client hung up, or has half an answer already
    }
    ProblemDetail problem = problem(e, body, status);
    var all = new HttpHeaders();
    all.putAll(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return super.handleExceptionInternal(e, problem, all, status, request);
  }

  private static ProblemDetail problem(Exception e, @Nullable Object body, HttpStatusCode status) {
    ProblemDetail said =
        body instanceof ProblemDetail given
            ? given
            : e instanceof ErrorResponse response ? response.getBody() : null;
    if (said != null
        && said.getProperties() != null
        && said.getProperties().containsKey(Problems.CODE)) {
      return said;
    }
    String detail = said == null ? null : said.getDetail();
    return Problems.of(
        status,
        ProblemCodes.of(status),
        detail(e, detail == null ? ProblemCodes.reason(status) : detail));
  }

  private static String detail(Exception e, String detail) {
    return switch (e) {
      case NoResourceFoundException _ -> "There is nothing at this path.";
      case HttpMediaTypeNotSupportedException type ->
          detail + " Supported: " + joined(type.getSupportedMediaTypes());
      case HttpRequestMethodNotSupportedException method ->
          detail + " Supported: " + joined(method.getSupportedHttpMethods());
      default -> detail;
    };
  }

  private static String joined(@Nullable Collection<?> values) {
    return values == null
        ? "nothing"
        : values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private @Nullable ResponseEntity<Object> invalid(
      Exception e, Stream<Invalid> errors, WebRequest request) {
    List<Invalid> all = errors.toList();
    String detail =
        all.stream().map(i -> i.field() + " " + i.message()).collect(Collectors.joining("; "));
    var problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid", detail);
    problem.setProperty("errors", all);
    return answer(e, problem, request);
  }

  private @Nullable ResponseEntity<Object> answer(
      Exception e, ProblemDetail problem, WebRequest request) {
    return handleExceptionInternal(
        e, problem, new HttpHeaders(), HttpStatusCode.valueOf(problem.getStatus()), request);
  }
}
