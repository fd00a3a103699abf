package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DroppedConnectionTest {
  private static final String COLLECTION = "dropped";

  @Test
  void aClientThatDropsItsConnectionAllTheTimeGetsExactlyTheWholeTextFromTwoGateways() {
    var longshore = Longshore.running();
    new Documents(longshore.api())
        .ready(
            COLLECTION,
            "wardens.txt",
            ("The harbour wardens of Elmport are Ada and Bruno. The harbour wardens of Elmport"
                    + " wear blue coats. The harbour wardens of Elmport carry brass lanterns. The"
                    + " harbour wardens of Elmport ring the bell at noon.")
                .getBytes(UTF_8));
    longshore.command("start", "gateway", "--instance", "2").orFail();
    try {
      var gateways = List.of(longshore.api(), longshore.api("gateway-2"));
      var connections = 0;
      while (connections < 11) {
        var asking = Asking.dropping(1, gateways);
        var events = asking.ask(COLLECTION, "What do the harbour wardens of Elmport do and wear?");
        var end = Asking.whole(events);
        assertThat(end.get("status").asString()).isEqualTo("finished");
        assertThat(asking.connections()).isGreaterThanOrEqualTo(events.size());
        connections += asking.connections();
      }
    } finally {
      longshore.command("stop", "gateway", "--instance", "2").orFail();
    }
  }
}
