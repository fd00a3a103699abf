package io.longshore.cli.access;

import io.longshore.cli.Exit;
import io.longshore.cli.client.KeyOption;
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
    throw new ParameterException(spec.commandLine(), "create or list?");
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
                      "%6d  %s%n", tenant.path("id").asInt(), tenant.path("name").asString("")));
    }
    return Exit.GOOD;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
