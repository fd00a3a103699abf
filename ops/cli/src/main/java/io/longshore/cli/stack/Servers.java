package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.local.kafka.Accounts;
import io.longshore.local.kafka.KafkaBroker;
import io.longshore.local.postgres.Databases;
import io.longshore.local.postgres.Postgres;
import io.longshore.local.process.Server;
import io.longshore.models.language.LlamaLibrary;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How each part is started.
 *
 * @param home its state
 * @param base the gateway's port; the others follow from it
 */
record Servers(Home home, int base) {

  Server of(Part part, int number, int port) {
    Path log = home.log(Instance.label(part, number));
    return switch (part) {
      case KAFKA -> new KafkaBroker(home.data("kafka"), log, port, port + 1, home.accounts());
      case POSTGRES -> new Postgres(home.data("postgres"), log, port);
      case MODEL_SERVER -> new JvmServer(part, port, models(port), log);
      default -> new JvmServer(part, port, environment(part, port), log);
    };
  }

  /** A model server of its own on a repository without language models. */
  static Server models(int port, Path repository, Path log) {
    return new JvmServer(Part.MODEL_SERVER, port, modelsAt(port, repository), log);
  }

  /** What the model server is told; of an engine only when it has a language model to serve. */
  private Map<String, String> models(int port) {
    var environment = new HashMap<>(modelsAt(port, Models.repository(home)));
    Models.served(home)
        .ifPresent(model -> {
          LlamaLibrary.here()
              .ifPresent(folder -> environment.put("LONGSHORE_MODELS_LLAMA", folder.toString()));
          environment.put("LONGSHORE_MODELS_CONTEXT_TOKENS", Integer.toString(model.context()));
        });
    return environment;
  }

  /** How a user gets into the broker. */
  Map<String, String> broker(String user) {
    return Map.of(
        "LONGSHORE_KAFKA",
        "127.0.0.1:" + Part.KAFKA.port(base),
        "LONGSHORE_KAFKA_PROTOCOL",
        Accounts.PROTOCOL,
        "LONGSHORE_KAFKA_MECHANISM",
        Accounts.MECHANISM,
        "LONGSHORE_KAFKA_USER",
        user,
        "LONGSHORE_KAFKA_PASSWORD",
        home.accounts().of(user));
  }

  private static Map<String, String> modelsAt(int port, Path repository) {
    return Map.of(
        "LONGSHORE_MODELS_ADDRESS",
        "127.0.0.1:" + port,
        "LONGSHORE_MODELS_REPOSITORY",
        repository.toString(),
        "ORT_DISABLE_TELEMETRY", // ONNX Runtime would report to its maker
        "1");
  }

  /** What a service is told, as its pod would be. */
  private Map<String, String> environment(Part part, int port) {
    var environment =
        new HashMap<>(modelsAt(Part.MODEL_SERVER.port(base), Models.repository(home)));
    Models.address().ifPresent(there -> environment.put("LONGSHORE_MODELS_ADDRESS", there));
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.putAll(broker(part.application()));
    environment.put("LONGSHORE_TOPICS_CREATE", "false"); // the operator did
    environment.put(
        "LONGSHORE_POSTGRES", new Databases(Part.POSTGRES.port(base)).url(Postgres.DATABASE));
    environment.put("LONGSHORE_BLOBS", Folders.made(home.data("blobs")).toString());
    if (part == Part.GATEWAY) {
      environment.put("LONGSHORE_UI", Stack.page().toString());
      environment.put("LONGSHORE_ACCESS_OPEN", Boolean.toString(home.key().isEmpty()));
      home.key().ifPresent(key -> environment.put("LONGSHORE_ACCESS_ADMINKEY", key));
    }
    return environment;
  }
}
