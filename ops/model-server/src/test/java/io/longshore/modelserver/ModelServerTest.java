package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.longshore.inference.kserve.RepositoryIndexRequest;
import io.longshore.inference.kserve.ServerLiveRequest;
import io.longshore.inference.kserve.ServerReadyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelServerTest {
  @TempDir Path folder;

  @Test
  void aModelThatCantBeLoadedIsNamedWithItsReason() throws IOException {
    Path model = Files.createDirectories(folder.resolve("ranker/1"));
    Files.writeString(
        folder.resolve("ranker/config.pbtxt"), "name: \"ranker\" backend: \"onnxruntime\"");
    Files.writeString(model.resolve("model.onnx"), "no model");
    try (var server = new TestServer(TestServer.settings(folder, 4_096))) {
      assertThat(server.stub().serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
          .isTrue();
      assertThat(server.stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
          .isFalse();
      assertThat(
              server
                  .stub()
                  .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                  .getModelsList())
          .singleElement()
          .satisfies(each -> {
            assertThat(each.getState()).isEqualTo("UNAVAILABLE");
            assertThat(each.getReason()).contains("only encoders");
          });
    }
  }

  @Test
  void withoutARepositoryItDoesntStart() {
    assertThatIOException()
        .isThrownBy(() -> ModelServer.start(TestServer.settings(folder.resolve("nowhere"), 4_096)))
        .withMessageContaining("no model repository");
  }

  @Test
  void aPortThatIsTakenIsSaid() throws IOException {
    try (var first = new TestServer(TestServer.settings(folder, 4_096))) {
      Settings same =
          Settings.of(
              new String[] {"--address=" + first.address(), "--repository=" + folder},
              java.util.Map.of());
      assertThatIOException()
          .isThrownBy(() -> ModelServer.start(same))
          .withMessageContaining("bind");
    }
  }
}
