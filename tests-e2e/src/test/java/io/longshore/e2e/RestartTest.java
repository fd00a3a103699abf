package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The first of all, because services record at their first stop what makes later starts faster,
 * those of the other journeys too.
 */
@Order(1)
class RestartTest {
  @Test
  void whatWasTakenInIsFoundAgainAfterDownAndUp() {
    Assumptions.assumeTrue(
        System.getProperty("longshore.e2e.home") == null, "a stack that was given is not stopped");
    var longshore = Longshore.running();
    var documents = new Documents(longshore.api());
    documents.ready("kept", "anchor.txt", "The spare anchor weighs 840 kilograms.".getBytes(UTF_8));
    longshore.command("down").orFail();
    assertThat(longshore.command("status").exit()).isEqualTo(3);
    assertThat(longshore.command("ask", "What does the spare anchor weigh?").exit()).isEqualTo(3);

    var begun = Instant.now();
    longshore.up().orFail();
    Figures.print(
        "second up with data",
        "%.1f s".formatted(Duration.between(begun, Instant.now()).toMillis() / 1000.0));
    assertThat(
            documents.answer("kept", "What does the spare anchor weigh?").get("answer").asString())
        .contains("840 kilograms");
  }
}
