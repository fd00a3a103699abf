package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.embedder.generations.Searched;
import io.longshore.embedder.lexical.Segments.Members;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.Slice;
import io.longshore.embedder.vectors.Slice.Part;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What a scope holds, inside the caller's transaction. */
final class ScopeRepository {
  private static final String EMBEDDED =
      "select no, generation, shard, passages from %s s where %s order by no";

  private ScopeRepository() {}

  /**
   * What collections have, by generation. It is read from what is noted of sealed shards, as far as
   * these are searched by their indexes: then only the other sources are listed, unless there are
   * so few that documents are compared too.
   */
  static Map<Integer, Reach> reach(
      JdbcClient jdbc, List<CollectionId> collections, List<Hidden> hidden, DenseIndex index) {
    UUID[] ids = collections.stream().map(CollectionId::value).toArray(UUID[]::new);
    List<Sealed> listed =
        new ArrayList<>(sealed(jdbc, ids).stream().map(one -> one.without(hidden)).toList());
    List<Sealed> noted =
        listed.stream()
            .filter(one -> one.served() && index.isLarge(one.slice().passages()))
            .toList();
    boolean complete = index.isSmall(noted.stream().mapToInt(Sealed::sources).sum());
    listed.removeAll(noted);
    Set<Integer> shards =
        Stream.concat(Stream.of(Slice.RECENT), listed.stream().map(one -> one.slice().shard()))
            .collect(Collectors.toSet());
    String which =
        complete
            ? ""
            : shards.stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ", " and shard in (", ")"));
    Map<Integer, List<Embedded>> sources =
        embedded(
            jdbc.sql(
                    EMBEDDED.formatted(
                        Searched.SOURCES,
                        "collection = any(:collections)"
                            + which
                            + " and not exists (select from unnest(:hidden) as gone(no) where gone.no = s.no)"))
                .param("collections", ids)
                .param(
                    "hidden",
                    Hidden.sources(hidden, one -> complete || shards.contains(one.shard()))));
    var reach = new TreeMap<Integer, Reach>();
    Stream.concat(sources.keySet().stream(), noted.stream().map(Sealed::generation))
        .forEach(no ->
            reach.put(
                no,
                new Reach(
                    noted.stream()
                        .filter(one -> one.generation() == no)
                        .map(Sealed::slice)
                        .toList(),
                    sources.getOrDefault(no, List.of()),
                    complete)));
    return reach;
  }

  /** What some sources are, by generation. */
  static Map<Integer, Reach> reach(JdbcClient jdbc, int[] sources) {
    var reach = new TreeMap<Integer, Reach>();
    embedded(jdbc.sql(EMBEDDED.formatted("source", "no = any(:sources)")).param("sources", sources))
        .forEach((no, listed) -> reach.put(no, new Reach(List.of(), listed, true)));
    return reach;
  }

  /** Sources by the number of their generation. */
  private static Map<Integer, List<Embedded>> embedded(StatementSpec query) {
    return query.query(Embedded.class).list().stream()
        .collect(Collectors.groupingBy(Embedded::generation));
  }

  /** What is noted of the sealed shards that hold vectors of the collections. */
  private static List<Sealed> sealed(JdbcClient jdbc, UUID[] collections) {
    return jdbc.sql(
            """
            select generation, shard, sum(passages) filter (where wanted),
              sum(sources) filter (where wanted), bool_and(wanted), bool_and(served) filter (where wanted)
            from (
              select s.generation, c.*, c.collection = any(:collections) as wanted, %s as served
              from shard_collection c join shard s on s.no = c.shard) noted
            group by generation, shard having bool_or(wanted) order by shard
            """
                .formatted(Searched.ALL_LIVE))
        .param("collections", collections)
        .query((row, number) ->
            new Sealed(
                row.getInt(1),
                new Slice(
                    row.getInt(2),
                    row.getBoolean(5)
                        ? new Part.All(new int[0])
                        : new Part.Collections(collections, new int[0]),
                    row.getInt(3)),
                row.getInt(4),
                row.getBoolean(6)))
        .list();
  }

  /** How many documents collections have, about: of those whose words were put together. */
  static int documents(JdbcClient jdbc, List<CollectionId> collections) {
    return jdbc.sql("select coalesce(sum(documents), 0) from segment where collection = any(:ids)")
        .param("ids", collections.stream().map(CollectionId::value).toArray(UUID[]::new))
        .query(Integer.class)
        .single();
  }

  /** What sources that are left out have where. */
  static List<Hidden> hidden(JdbcClient jdbc, int[] sources) {
    return jdbc.sql(
            """
            select generation, shard, array_agg(no), sum(passages),
              coalesce(segment, no), array_agg(place), array_agg(passages), array_agg(terms)
            from source join unnest(:sources) as gone(no) using (no)
            group by generation, shard, coalesce(segment, no)
            """)
        .param("sources", sources)
        .query((row, number) ->
            new Hidden(
                row.getInt(1),
                row.getInt(2),
                SourceQuery.numbers(row.getArray(3)),
                row.getInt(4),
                new Members(
                    row.getInt(5),
                    SourceQuery.numbers(row.getArray(6)),
                    SourceQuery.numbers(row.getArray(7)),
                    Arrays.stream((Long[]) row.getArray(8).getArray())
                        .mapToLong(Long::longValue)
                        .toArray())))
        .list();
  }

  /** Sources by their numbers. */
  static Map<Integer, SearchedSource> sources(JdbcClient jdbc, int[] numbers) {
    return jdbc
        .sql(
            """
            select no, document, version, name, language, text_hash from source
            where no = any(:numbers)
            """)
        .param("numbers", numbers)
        .query((row, number) ->
            new SearchedSource(
                row.getInt(1),
                new DocumentId(row.getObject(2, UUID.class)),
                row.getInt(3),
                Objects.requireNonNull(row.getString(4)),
                Objects.requireNonNull(row.getString(5)),
                Objects.requireNonNull(row.getString(6))))
        .list()
        .stream()
        .collect(Collectors.toMap(SearchedSource::no, source -> source));
  }

  /** Of each source the passage that its text begins with. */
  static Set<PassageKey> firstPassages(JdbcClient jdbc, int[] sources) {
    return jdbc.sql(
            """
            select source, ordinal from unnest(:sources) as wanted(source) cross join lateral (
              select ordinal from passage p where p.source = wanted.source
              order by "start", ordinal limit 1) first
            """)
        .param("sources", sources)
        .query((row, number) -> new PassageKey(row.getInt(1), row.getInt(2)))
        .set();
  }

  static Map<PassageKey, StoredPassage> passages(JdbcClient jdbc, List<PassageKey> keys) {
    Map<PassageKey, StoredPassage> passages = new HashMap<>();
    jdbc.sql(
            """
            select source, ordinal, "start", "end", page, headings, body from passage
            join unnest(:sources, :ordinals) as wanted(source, ordinal) using (source, ordinal)
            """)
        .param("sources", keys.stream().mapToInt(PassageKey::source).toArray())
        .param("ordinals", keys.stream().mapToInt(PassageKey::ordinal).toArray())
        .query(row -> {
          passages.put(new PassageKey(row.getInt(1), row.getInt(2)), stored(row));
        });
    return passages;
  }

  private static StoredPassage stored(ResultSet row) throws SQLException {
    String headings = Objects.requireNonNull(row.getString(6));
    return new StoredPassage(
        row.getInt(3),
        row.getInt(4),
        row.getObject(5, Integer.class),
        headings.isEmpty() ? List.of() : List.of(headings.split("\n")),
        Objects.requireNonNull(row.getString(7)));
  }

  /** A source that has vectors. */
  record Embedded(int no, int generation, int shard, int passages) {
    Slice slice() {
      return new Slice(shard, new int[] {no}, passages);
    }
  }

  /**
   * What a scope has in a sealed shard.
   *
   * @param sources that this is of
   * @param served whether all of it is searched
   */
  private record Sealed(int generation, Slice slice, int sources, boolean served) {
    Sealed without(List<Hidden> hidden) {
      Predicate<Hidden> here =
          one -> one.generation() == generation && one.shard() == slice.shard();
      int[] gone = Hidden.sources(hidden, here);
      int passages = hidden.stream().filter(here).mapToInt(Hidden::passages).sum();
      return new Sealed(generation, slice.without(gone, passages), sources - gone.length, served);
    }
  }

  /**
   * What a scope has in one generation.
   *
   * @param noted parts of sealed shards, as they are noted
   * @param sources listed ones; they may lie in these shards too
   * @param complete whether all sources are listed
   */
  record Reach(List<Slice> noted, List<Embedded> sources, boolean complete) {
    /** The listed sources by their numbers. */
    Map<Integer, Embedded> byNumber() {
      return sources.stream().collect(Collectors.toMap(Embedded::no, source -> source));
    }

    /** By shard, each source once. */
    List<Slice> slices() {
      Set<Integer> shards = noted.stream().map(Slice::shard).collect(Collectors.toSet());
      Stream<Slice> others =
          sources.stream()
              .filter(source -> !shards.contains(source.shard()))
              .collect(Collectors.groupingBy(Embedded::shard, TreeMap::new, Collectors.toList()))
              .entrySet()
              .stream()
              .map(shard ->
                  new Slice(
                      shard.getKey(),
                      shard.getValue().stream().mapToInt(Embedded::no).toArray(),
                      shard.getValue().stream().mapToInt(Embedded::passages).sum()));
      return Stream.concat(noted.stream(), others).toList();
    }
  }

  /** A passage as it is stored. */
  record StoredPassage(
      int start, int end, @Nullable Integer page, List<String> headings, String text) {}
}
