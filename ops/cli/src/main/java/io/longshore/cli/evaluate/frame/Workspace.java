package io.longshore.cli.evaluate.frame;

import io.longshore.cli.client.Api;
import io.longshore.cli.client.Ingest;
import io.longshore.cli.client.OwnCollection;
import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A collection of its own for one evaluation, which is deleted at its end. */
final class Workspace implements AutoCloseable {
  private final Api api;
  private final OwnCollection collection;
  private final Path folder;

  private Workspace(Api api, OwnCollection collection, Path folder) {
    this.api = api;
    this.collection = collection;
    this.folder = folder;
  }

  /** Makes it; the caller closes it. */
  static Workspace open(Api api, String suite) {
    var collection = OwnCollection.open(api, "evaluate-" + suite);
    try {
      return new Workspace(api, collection, Files.createTempDirectory("longshore-evaluate-"));
    } catch (IOException e) {
      collection.close();
      throw Folders.failure("make a temporary folder", e);
    }
  }

  String collection() {
    return collection.name();
  }

  /**
   * What was taken in.
   *
   * @param ids the stack's by the data set's
   * @param unread why a document was not taken in, by the data set's id
   * @param tokensPerSecond of all together; NaN when the stack doesn't count
   */
  record Taken(Map<String, String> ids, Map<String, String> unread, double tokensPerSecond) {}

  Taken takeIn(List<Document> documents, Bar bar) {
    Map<String, Document> byName = new HashMap<>();
    List<Ingest.Source> sources = new ArrayList<>();
    for (Document document : documents) {
      var source = document.source(folder, sources.size());
      byName.put(source.name(), document);
      sources.add(source);
    }
    bar.begin("documents", documents.size());
    long began = System.nanoTime();
    List<Ingest.Outcome> outcomes =
        new Ingest(api, collection(), line -> collection.requireGoing(), outcome -> bar.step())
            .run(sources);
    bar.end();
    double seconds = (System.nanoTime() - began) / 1e9;
    Map<String, String> ids = new HashMap<>();
    Map<String, String> unread = new TreeMap<>();
    for (var outcome : outcomes) {
      Document document = byName.get(outcome.name());
      String id = outcome.id();
      if (document != null && !outcome.failed() && id != null) {
        ids.put(document.id(), id);
      } else {
        var error = outcome.error();
        unread.put(
            document == null ? outcome.name() : document.id(),
            error == null ? outcome.state() : error.code());
      }
    }
    long tokens = outcomes.stream().mapToLong(Ingest.Outcome::tokens).sum();
    return new Taken(ids, unread, tokens == 0 ? Double.NaN : tokens / seconds);
  }

  /** Deletes the collection. */
  @Override
  public void close() {
    try {
      Folders.remove(folder);
    } finally {
      collection.close();
    }
  }
}
