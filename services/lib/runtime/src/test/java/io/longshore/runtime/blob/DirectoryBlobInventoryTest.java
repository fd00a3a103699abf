package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobInventoryTest {
  private final Instant now = Instant.now();

  @TempDir private Path root;

  @Test
  void onlyWhatWasNotPutLatelyIsListedAndPuttingItAgainCounts() throws IOException {
    String old = put(1, "old");
    String again = put(2, "again");
    String young = put(1, "young");
    age(old);
    age(again);
    put(2, "again");
    assertThat(putBefore(now.minusSeconds(60))).containsExactly(old);
    assertThat(putBefore(now.plusSeconds(60))).containsExactlyInAnyOrder(old, again, young);
  }

  @Test
  void whatBrokeOffWhileItWasPutIsRemovedWhenItIsOldAndLeftAloneWhenItIsNot() throws IOException {
    Path incoming = Files.createDirectories(root.resolve("incoming"));
    Path left = Files.createFile(incoming.resolve("blob1.part"));
    Path running = Files.createFile(incoming.resolve("blob2.part"));
    Files.setLastModifiedTime(left, FileTime.from(now.minusSeconds(3600)));
    assertThat(putBefore(now.minusSeconds(60))).isEmpty();
    assertThat(left).doesNotExist();
    assertThat(running).exists();
  }

  @Test
  void whereNothingWasPutThereIsNothing() {
    root = root.resolve("none");
    assertThat(putBefore(now)).isEmpty();
  }

  private List<String> putBefore(Instant time) {
    var keys = new ArrayList<String>();
    new DirectoryBlobInventory(root).putBefore(time, keys::add);
    return keys;
  }

  private String put(int tenant, String text) {
    return new DirectoryBlobStore(root)
        .put(tenant, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void age(String key) throws IOException {
    String hash = key.substring(key.indexOf('/') + 1);
    Path file = root.resolve(key.substring(0, key.indexOf('/'))).resolve(hash.substring(0, 2));
    Files.setLastModifiedTime(file.resolve(hash), FileTime.from(now.minusSeconds(3600)));
  }
}
