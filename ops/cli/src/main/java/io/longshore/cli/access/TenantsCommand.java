package io.longshore.cli.access;

import io.longshore.cli.Exit;
import io.longshore.cli.client.KeyOption;
import io.longshore.local.LocalFailure;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Who is kept apart from whom; for whoever runs Longshore. */
@Command(
    name = "tenants",
    description = "Tenants: who is kept apart from whom.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TenantsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "create, list, key or delete?");
  }

  @Command(
      name = "create",
      description = "Makes a tenant and shows its first key, this once.",
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--json", description = "As JSON.") boolean json,
      @Mixin KeyOption key) {
    JsonNode made = key.api().createTenant(name);
    out()
        .println(
            json
                ? made.toPrettyString()
                : "Tenant %d. Its first key, shown this once: %s"
                    .formatted(
                        made.at("/tenant/id").asInt(), KeysCommand.secret(made.path("key"))));
    return Exit.GOOD;
  }

  @Command(name = "list", description = "Lists the tenants.", mixinStandardHelpOptions = true)
  int list(@Option(names = "--json", description = "As JSON.") boolean json, @Mixin KeyOption key) {
    JsonNode tenants = key.api().tenants();
    if (json) {
      out().println(tenants.toPrettyString());
    } else {
      tenants
          .path("data")
          .forEach(tenant ->
              out()
                  .printf(
                      "%6d  %-8s  %s%n",
                      tenant.path("id").asInt(),
                      tenant.path("state").asString(""),
                      tenant.path("name").asString("")));
    }
    return Exit.GOOD;
  }

  @Command(
      name = "key",
      description =
          "Makes one more key of a tenant, which may do everything there, and shows it, this once.",
      mixinStandardHelpOptions = true)
  int key(
      @Parameters(paramLabel = "TENANT", description = "Its number or its name.") String tenant,
      @Option(names = "--json", description = "As JSON.") boolean json,
      @Mixin KeyOption key) {
    JsonNode made = key.api().createTenantKey(number(tenant, key));
    out()
        .println(
            json ? made.toPrettyString() : "The key, shown this once: " + KeysCommand.secret(made));
    return Exit.GOOD;
  }

  @Command(
      name = "delete",
      description =
          "Deletes a tenant with all that it holds: its keys are nobody's at once, the rest goes in some ten minutes.",
      mixinStandardHelpOptions = true)
  int delete(
      @Parameters(paramLabel = "TENANT", description = "Its number or its name.") String tenant,
      @Mixin KeyOption key) {
    JsonNode deleted = key.api().deleteTenant(number(tenant, key));
    out()
        .printf("deleting %d, %s%n", deleted.path("id").asInt(), deleted.path("name").asString(""));
    return Exit.GOOD;
  }

  /** A name that is a number is one. */
  private static int number(String tenant, KeyOption key) {
    if (tenant.matches("\\d{1,9}")) {
      return Integer.parseInt(tenant);
    }
    return key.api()
        .tenants()
        .path("data")
        .valueStream()
        .filter(one -> one.path("name").asString("").equals(tenant))
        .findFirst()
        .orElseThrow(() -> new LocalFailure("There is no tenant “%s”.".formatted(tenant)))
        .path("id")
        .asInt();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
