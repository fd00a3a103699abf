package io.longshore.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  @TempDir private Path folder;

  @Test
  void passwordsAreMadeOnceAndTheirOwnerAloneReadsThem() throws IOException {
    Path file = folder.resolve("accounts");
    var first = Accounts.in(file, List.of("memory-svc"));
    assertThat(first.passwords()).containsOnlyKeys("longshore", "memory-svc");
    assertThat(first.of("memory-svc")).hasSize(32).isNotEqualTo(first.of("longshore"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var later = Accounts.in(file, List.of("memory-svc", "ingest-svc"));
    assertThat(later.passwords()).containsAllEntriesOf(first.passwords()).containsKey("ingest-svc");
  }

  @Test
  void theControllerKnowsTheOperatorAlone() {
    var settings = Accounts.in(folder.resolve("accounts"), List.of("memory-svc")).broker();
    assertThat(settings.get("listener.name.clients.plain.sasl.jaas.config"))
        .contains("user_longshore=", "user_memory-svc=");
    assertThat(settings.get("listener.name.controller.plain.sasl.jaas.config"))
        .contains("user_longshore=")
        .doesNotContain("memory-svc");
  }

  @Test
  void passwordsAreNotShown() {
    var accounts = Accounts.in(folder.resolve("accounts"), List.of("memory-svc"));
    assertThat(accounts.toString()).doesNotContain(accounts.passwords().values());
    assertThat(new KafkaBroker(folder, folder, 1, 2, accounts).toString())
        .doesNotContain(accounts.passwords().values());
  }

  @Test
  void aUserThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Accounts.NONE.of("matcher-svc")).hasMessageContaining("matcher-svc");
  }
}
