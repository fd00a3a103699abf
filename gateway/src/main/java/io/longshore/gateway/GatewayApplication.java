package io.longshore.gateway;

import io.longshore.contracts.Progress;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.gateway.library.DocumentProgress;
import io.longshore.runtime.Room;
import java.time.Clock;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The door: takes documents and questions in, tells what became of them. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class GatewayApplication {
  public static void main(String[] args) {
    Room.start(GatewayApplication.class, "gateway-svc", args);
  }

  @Bean
  Consumer<DocumentParsed> parsed(DocumentProgress documents) {
    return documents::parsed;
  }

  @Bean
  Consumer<DocumentIndexed> indexed(DocumentProgress documents) {
    return documents::indexed;
  }

  @Bean
  Consumer<Progress> progress(DocumentProgress documents) {
    return documents::heard;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
