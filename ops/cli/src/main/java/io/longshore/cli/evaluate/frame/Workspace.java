package io.longshore.cli.evaluate.frame;

import io.longshore.cli.client.Api;
import io.longshore.cli.client.Ingest;
import io.longshore.cli.client.Refused;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A collection of its own for one evaluation. It is deleted with all its documents at the end, also
 * when that is a failure or Ctrl-C.
 */
final class Workspace implements AutoCloseable {
  private static final int WAIT_SECONDS = 20;

  private final Api api;
  private final String collection;
  private final Path folder;
  private final Thread owner = Thread.currentThread();
  private final Thread hook = new Thread(this::interrupted, "evaluation-ends");
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean stopping;

  private Workspace(Api api, String collection, Path folder) {
    this.api = api;
    this.collection = collection;
    this.folder = folder;
  }

  /** Makes it; the caller closes it. */
  static Workspace open(Api api, String suite) {
    String name = "evaluate-%s-%s".formatted(suite, UUID.randomUUID().toString().substring(0, 8));
    try {
      api.createCollection(name);
      var workspace = new Workspace(api, name, Files.createTempDirectory("longshore-evaluate-"));
      Runtime.getRuntime().addShutdownHook(workspace.hook);
      return workspace;
    } catch (IOException e) {
      api.deleteCollection(name);
      throw Folders.failure("make a temporary folder", e);
    }
  }

  String collection() {
    return collection;
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
        new Ingest(api, collection, line -> requireGoing(), outcome -> bar.step()).run(sources);
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

  /** Nothing more is handed in once somebody stopped it. */
  private void requireGoing() {
    if (stopping) {
      throw new LocalFailure("The evaluation was stopped.");
    }
  }

  /** Deletes the collection. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted(); // or the deletion would be, too
    try {
      api.deleteCollection(collection);
    } catch (Refused e) {
      // it is gone already
    } finally {
      Folders.remove(folder);
      closed.countDown();
      if (!stopping) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The program ends while it works: the owner deletes, it may be handing a document in. */
  private void interrupted() {
    stopping = true;
    owner.interrupt();
    try {
      if (!closed.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        api.deleteCollection(collection);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
