package io.longshore.gateway.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** What a caller may do. Each stands for itself: none holds another. */
public enum AccessScope {
  /** Search, ask, read documents, vectors of texts. */
  READ,
  /** Make and change collections; hand in, describe and delete documents. */
  WRITE,
  /** Keys and generations of the tenant, and what it used. */
  MANAGE,
  /** Tenants. */
  OPERATE;

  /** As the API says it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What callers of a route need; its method's word goes before its controller's.
   *
   * @return empty for one that doesn't say
   */
  public static Optional<List<AccessScope>> needed(HandlerMethod route) {
    return Optional.ofNullable(
            AnnotatedElementUtils.findMergedAnnotation(route.getMethod(), Needs.class))
        .or(() ->
            Optional.ofNullable(
                AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), Needs.class)))
        .map(needs -> List.of(needs.value()));
  }
}
