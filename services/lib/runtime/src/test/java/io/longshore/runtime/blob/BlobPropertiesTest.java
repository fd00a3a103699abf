package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.runtime.Bound;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BlobPropertiesTest {
  @Test
  void theDirectoryIsTheOneThatTheSettingNames() {
    assertThat(Bound.to(BlobProperties.class, "longshore.blobs=/var/blobs").blobs())
        .isEqualTo(Path.of("/var/blobs"));
  }
}
