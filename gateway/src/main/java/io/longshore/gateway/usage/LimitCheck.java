package io.longshore.gateway.usage;

import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Counts every call of the API before it is read, and refuses what a limit forbids. Whoever is
 * nobody isn't counted: such a call gets no further.
 */
@Component
final class LimitCheck implements HandlerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(LimitCheck.class);
  private static final String COUNTED = LimitCheck.class.getName();

  private final Access access;
  private final Usage usage;
  private final MultipartProperties multipart;

  LimitCheck(Access access, Usage usage, MultipartProperties multipart) {
    this.access = access;
    this.usage = usage;
    this.multipart = multipart;
  }

  private record Counted(Caller caller, Standing standing) {}

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || !(handler instanceof HandlerMethod route)) {
      return true;
    }
    access
        .known()
        .ifPresent(caller -> {
          Quota spends = spends(route);
          long bytes = spends == Quota.BYTES ? said(request) : 0;
          var entered = usage.enter(caller, spends, bytes);
          Instant now = entered.standing().at();
          say(response, entered.standing(), now);
          entered
              .spent()
              .ifPresent(meter -> {
                throw UsageProblem.of(meter, now);
              });
          if (spends == Quota.BYTES) {
            request.setAttribute(COUNTED, new Counted(caller, entered.standing()));
          }
        });
    return true;
  }

  /** Only what was taken in counts, and all of that. */
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure)
      throws IOException, ServletException {
    if (request.getAttribute(COUNTED) instanceof Counted counted) {
      boolean taken = response.getStatus() < HttpStatus.BAD_REQUEST.value();
      long bytes = taken ? request.getParts().stream().mapToLong(Part::getSize).sum() : 0;
      try {
        usage.came(counted.caller(), counted.standing(), bytes);
      } catch (DataAccessException | TransactionException e) {
        log.warn("bytes not counted: {}", e.toString());
      }
    }
  }

  /** The bytes that it says it brings, of one that is too large just that; 0 where it says none. */
  private long said(HttpServletRequest request) {
    long tooLarge = multipart.getMaxRequestSize().toBytes() + 1;
    return Math.max(0, Math.min(request.getContentLengthLong(), tooLarge));
  }

  private static @Nullable Quota spends(HandlerMethod route) {
    Spends spends = route.getMethodAnnotation(Spends.class);
    return spends == null ? null : spends.value();
  }

  private static void say(HttpServletResponse response, Standing standing, Instant now) {
    Stream.of(Quota.values())
        .flatMap(quota -> standing.meter(quota).stream())
        .forEach(meter -> {
          say(response, "limit", meter, String.valueOf(meter.limit()));
          say(response, "remaining", meter, String.valueOf(meter.remaining()));
          say(response, "reset", meter, UsageProblem.seconds(meter, now) + "s");
        });
  }

  private static void say(HttpServletResponse response, String what, Meter meter, String value) {
    response.setHeader("x-ratelimit-%s-%s".formatted(what, meter.quota().label()), value);
  }
}
