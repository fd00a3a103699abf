package io.longshore.gateway.library;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param next what to ask for as {@code after} to go on; null at the end
 */
public record Page<T>(List<T> data, @Nullable String next) {
  /** Items asked for when a request doesn't say. */
  public static final int LIMIT = 50;

  public static final int LIMIT_MAX = 200;

  public Page {
    data = List.copyOf(data);
  }

  /** A page of what was read with one more than the limit. */
  public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> cursor) {
    boolean more = oneMore.size() > limit;
    var data = more ? oneMore.subList(0, limit) : oneMore;
    return new Page<>(data, more ? cursor.apply(data.getLast()) : null);
  }

  public <R> Page<R> map(Function<T, R> change) {
    return new Page<>(data.stream().map(change).toList(), next);
  }
}
