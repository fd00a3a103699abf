package io.longshore.gateway.access;

import java.util.Locale;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * What a caller may do. None includes another; what is within reach of it, owners and groups say.
 */
public enum AccessScope {
  /** Search, ask, read documents and one's own conversations, embed texts. */
  READ,
  /** Hand in, describe and delete documents; make, change and delete collections. */
  WRITE,
  /** Generations; keys, use and the audit log of the tenant. */
  MANAGE,
  /** Tenants. */
  OPERATE;

  /** As the API says it, such as {@code read}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a route needs; empty where it doesn't say, which none of the API's may. */
  public static Optional<AccessScope> neededBy(HandlerMethod route) {
    var own = route.getMethodAnnotation(Needs.class);
    return Optional.ofNullable(
            own != null
                ? own
                : AnnotatedElementUtils.findMergedAnnotation(route.getBeanType(), Needs.class))
        .map(Needs::value);
  }
}
