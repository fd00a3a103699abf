package io.longshore.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import io.longshore.gateway.Issuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way in and out as a person sees it: the built page in a real Chromium. */
@EnabledIf(
    value = "canBeSeen",
    disabledReason =
        "skipped: it needs a Chromium, Node, what drives it (npm ci in tests-e2e/browser) and the built page (npm ci && npm run build in gateway/ui)")
class SignInPageTest {
  private static final Path PAGE = Path.of("ui/dist").toAbsolutePath();
  private static final Path FOLDER = Path.of("../tests-e2e/browser");
  private static final Path PICTURES = Path.of("target/screenshots").toAbsolutePath();

  /** What browsers take for another site than ours, which is 127.0.0.1. */
  private static final String ANOTHER_SITE = "http://localhost:";

  private static final int NOBODYS_PORT = 1;

  @RegisterExtension
  static final Door DOOR = door(ANOTHER_SITE + Issuer.shared().address().getPort());

  @RegisterExtension static final Door AWAY = door(ANOTHER_SITE + NOBODYS_PORT);

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aPersonSignsInAtTheIssuerAsksAndSignsOut() throws IOException, InterruptedException {
    Issuer.shared().say(Map.of("roles", List.of("reader")));
    var made =
        new Keys(DOOR.gateway(), Keys.ADMIN).post("/api/v1/collections", "{\"name\":\"nets\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    var log = Files.createTempFile("sign-in", ".log");
    Process journey =
        start(
            log,
            Map.of(
                "LONGSHORE_URL", address(DOOR),
                "LONGSHORE_AWAY_URL", address(AWAY),
                "LONGSHORE_PERSON", Issuer.PERSON,
                "LONGSHORE_PASSWORD", Issuer.PASSWORD,
                "LONGSHORE_SCREENSHOTS", PICTURES.toString()),
            "node",
            "signIn.mjs");
    try {
      while (journey.isAlive()) {
        if (DOOR.rooms().hears(_ -> true)) {
          DOOR.rooms().answer(DOOR.rooms().hear(_ -> true), "It sails on the tide.");
        }
      }
    } finally {
      journey.destroyForcibly();
    }
    String said = Files.readString(log, StandardCharsets.UTF_8);
    Files.delete(log);
    System.out.println(said);
    assertThat(journey.waitFor()).as(said).isZero();
    assertThat(said).contains("browser journey: passed");
  }

  static boolean canBeSeen() throws InterruptedException {
    return Files.exists(PAGE.resolve("index.html")) && run("node", "browser.mjs") == 0;
  }

  private static Door door(String issuer) {
    String setting = "--longshore.access.oidc.issuers[0].";
    return Door.with(
        "--longshore.access.open=false",
        "--longshore.access.admin-key=" + Keys.ADMIN,
        "--longshore.ui=" + PAGE,
        setting + "name=acme",
        setting + "issuer=" + issuer,
        setting + "audience=" + Issuer.AUDIENCE,
        setting + "client.id=" + Issuer.PAGE,
        setting + "client.secret=" + Issuer.SECRET,
        setting + "tenant=1",
        setting + "scopes.read=reader");
  }

  private static String address(Door door) {
    return door.gateway().uri("").toString();
  }

  /**
   * @return as it exits; 1 for what isn't installed
   */
  private static int run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(1, TimeUnit.MINUTES);
      process.destroyForcibly();
      return ended ? process.exitValue() : 1;
    } catch (IOException e) {
      return 1;
    }
  }

  private static Process start(Path log, Map<String, String> environment, String... command)
      throws IOException {
    var builder =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
