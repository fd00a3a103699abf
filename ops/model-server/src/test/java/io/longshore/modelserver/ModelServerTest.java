package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.longshore.inference.kserve.RepositoryIndexRequest;
import io.longshore.inference.kserve.ServerLiveRequest;
import io.longshore.inference.kserve.ServerReadyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
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
  void withoutLlamaCppTheModelsThatNeedItAreNamedAndTheRestServes()
      throws IOException, InterruptedException {
    Files.createSymbolicLink(
        folder.resolve("embedder"), TestServer.repository().resolve("embedder"));
    try (var server = new TestServer(TestServer.writing(folder, null, 4)).loaded()) {
      assertThat(server.stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
          .isTrue();
      assertThat(reasons(server))
          .containsEntry("embedder", "")
          .hasEntrySatisfying("generator", it -> assertThat(it).contains("LONGSHORE_MODELS_LLAMA"))
          .hasEntrySatisfying("scorer", it -> assertThat(it).contains("'generator', which isn't"));
    }
  }

  @Test
  void aFileThatIsNoModelIsNamedWithLlamaCppsReason() throws IOException, InterruptedException {
    Settings settings = TestServer.writing(folder, 4);
    Path file = folder.resolve("generator/1/model.gguf");
    Files.delete(file);
    Files.writeString(file, "no model");
    try (var server = new TestServer(settings).loaded()) {
      assertThat(reasons(server).get("generator")).containsIgnoringCase("gguf");
    }
  }

  private static Map<String, String> reasons(TestServer server) {
    return server
        .stub()
        .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
        .getModelsList()
        .stream()
        .collect(Collectors.toMap(each -> each.getName(), each -> each.getReason()));
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
              new String[] {"--address=" + first.address(), "--repository=" + folder}, Map.of());
      assertThatIOException()
          .isThrownBy(() -> ModelServer.start(same))
          .withMessageContaining("bind");
    }
  }
}
