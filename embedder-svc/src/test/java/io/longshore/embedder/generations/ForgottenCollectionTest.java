package io.longshore.embedder.generations;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.WordEncoder;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class ForgottenCollectionTest {
  @Autowired TenantTransaction transaction;
  @Autowired WordEncoder encoder;
  @Autowired Generations generations;
  @Autowired Lineups lineups;

  private final Principal principal = new Principal(991, "local", List.of());

  @AfterEach
  void theModelAsItWas() {
    encoder.generation = "words-1";
  }

  @Test
  void whatItHadChosenIsNotMadeForTheNextModelToBeForgotten() {
    var desk = new GenerationDesk(transaction, generations, lineups);
    var collection = CollectionId.random();
    desk.reply(
        principal, request(collection, Verb.BUILD, new GenerationRecipe(null, 48, "late", null)));
    encoder.generation = "words-of-tomorrow";
    desk.reply(principal, request(CollectionId.random(), Verb.LIST, null));
    int made = count("generation");
    desk.reply(principal, request(collection, Verb.FORGET, null));
    assertThat(count("generation")).isEqualTo(made);
    assertThat(count("lineup")).isZero();
  }

  private static GenerationsRequest request(
      CollectionId collection, Verb verb, @Nullable GenerationRecipe recipe) {
    return new GenerationsRequest(collection, verb, null, recipe);
  }

  private int count(String table) {
    return transaction.<Integer>read(
        principal, jdbc -> jdbc.sql("select count(*) from " + table).query(Integer.class).single());
  }
}
