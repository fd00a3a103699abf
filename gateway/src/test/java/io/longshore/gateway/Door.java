package io.longshore.gateway;

import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Question;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * For the tests of one class: a gateway with a database of its own, and the rooms behind it, which
 * hear its questions.
 */
public final class Door implements BeforeAllCallback, AfterAllCallback {
  private final String[] settings;

  @SuppressWarnings("NullAway.Init") // by beforeAll
  private TestDatabase database;

  @SuppressWarnings("NullAway.Init") // by beforeAll
  private Path blobs;

  @SuppressWarnings("NullAway.Init") // by beforeAll
  private Gateway gateway;

  @SuppressWarnings("NullAway.Init") // by beforeAll
  private RoomsBehind<Question> rooms;

  private Door(String[] settings) {
    this.settings = settings;
  }

  /** To be registered as an extension in a static field. */
  public static Door with(String... settings) {
    return new Door(settings.clone());
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    blobs = Files.createTempDirectory("blobs");
    database = LocalStack.database();
    gateway = Gateway.start(database, blobs, settings);
    rooms = new RoomsBehind<>(Topics.QUESTIONS_RECEIVED, Question.class);
  }

  public Gateway gateway() {
    return gateway;
  }

  /** The folder of its blobs. */
  public Path blobs() {
    return blobs;
  }

  /** What an operator does by hand. */
  public void asOwner(String sql) {
    var owner = new DriverManagerDataSource(database.url(), TestDatabase.OWNER, "");
    JdbcClient.create(owner).sql(sql).update();
  }

  public RoomsBehind<Question> rooms() {
    return rooms;
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    rooms.close();
    gateway.close();
    FileSystemUtils.deleteRecursively(blobs);
  }
}
