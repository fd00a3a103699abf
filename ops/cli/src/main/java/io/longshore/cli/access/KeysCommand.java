package io.longshore.cli.access;

import io.longshore.cli.Exit;
import io.longshore.cli.client.Api;
import io.longshore.cli.client.KeyOption;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** API keys of the tenant of the key that is shown. */
@Command(
    name = "keys",
    description = "API keys: who may come in, and do what.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class KeysCommand implements Runnable {
  private static final int DAYS_MAX = 36_500;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "create, list or revoke?");
  }

  @Command(
      name = "create",
      description = "Makes a key and shows it, this once.",
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
      @Option(
              names = "--scopes",
              split = ",",
              defaultValue = "read",
              description = "Of read, write, manage, operate; ${DEFAULT-VALUE} when left out.")
          List<String> scopes,
      @Option(names = "--owner", description = "On whose behalf; yours when left out.")
          @Nullable String owner,
      @Option(names = "--groups", split = ",", description = "Groups of the owner.")
          @Nullable List<String> groups,
      @Option(names = "--days", description = "Until it expires; it doesn't when left out.")
          @Nullable Integer days,
      @Option(names = "--json", description = "As JSON.") boolean json,
      @Mixin KeyOption key) {
    if (days != null && (days < 1 || days > DAYS_MAX)) {
      throw new ParameterException(
          spec.commandLine(), "--days must be between 1 and %d".formatted(DAYS_MAX));
    }
    ObjectNode wanted = Api.JSON.createObjectNode().put("name", name);
    wanted.set("scopes", Api.JSON.valueToTree(scopes));
    if (owner != null) {
      wanted.put("owner", owner);
    }
    if (groups != null) {
      wanted.set("groups", Api.JSON.valueToTree(groups));
    }
    if (days != null) {
      wanted.put("expires_at", Instant.now().plus(Duration.ofDays(days)).toString());
    }
    JsonNode made = key.api().createKey(wanted);
    out().println(json ? made.toPrettyString() : "The key, shown this once: " + secret(made));
    return Exit.GOOD;
  }

  @Command(
      name = "list",
      description = "Lists the keys, revoked ones too.",
      mixinStandardHelpOptions = true)
  int list(@Option(names = "--json", description = "As JSON.") boolean json, @Mixin KeyOption key) {
    var keys = key.api().keys();
    if (json) {
      out().println(Api.JSON.createObjectNode().set("data", keys).toPrettyString());
    } else {
      keys.forEach(one -> out().println(text(one)));
    }
    return Exit.GOOD;
  }

  @Command(
      name = "revoke",
      description = "Revokes a key: five seconds later nobody comes in with it.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "ID", description = "As list shows it.") String id,
      @Mixin KeyOption key) {
    key.api().revokeKey(id);
    out().println("revoked " + id);
    return Exit.GOOD;
  }

  static String secret(JsonNode made) {
    return made.path("secret").asString("");
  }

  private static String text(JsonNode key) {
    return "%s  %-24s %-16s %-28s %s"
        .formatted(
            key.path("id").asString(""),
            joined(key.path("scopes")),
            key.path("owner").asString(""),
            state(key),
            key.path("name").asString(""));
  }

  private static String state(JsonNode key) {
    return key.hasNonNull("revoked_at")
        ? "revoked"
        : key.hasNonNull("expires_at") ? "until " + key.path("expires_at").asString("") : "valid";
  }

  private static String joined(JsonNode names) {
    return String.join(",", names.valueStream().map(JsonNode::asString).toList());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
