package io.longshore.embedder.generations;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.embedder.EmbedderTest;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever nobody uses is swept away at any moment, also what somebody is about to use. */
@EmbedderTest
class SweptGenerationTest {
  private static final int PASSAGE_TOKENS = 37;

  @Autowired TenantTransaction transaction;
  @Autowired Generations generations;
  @Autowired Lineups lineups;

  @Test
  void aCandidateThatIsSweptBeforeItsCollectionNamesItIsMadeAgain() {
    var sweeping = new Sweeping();
    var desk = new GenerationDesk(sweeping, generations, lineups);
    var recipe = new GenerationRecipe(null, PASSAGE_TOKENS, null, null);
    var reply =
        desk.reply(
            new Principal(992, "local", List.of()),
            new GenerationsRequest(CollectionId.random(), Verb.BUILD, null, recipe));
    assertThat(sweeping.swept).as("once made, then gone").isTrue();
    assertThat(reply.generations())
        .extracting(CollectionGeneration::recipe)
        .extracting(GenerationRecipe::passageTokens)
        .contains(PASSAGE_TOKENS);
  }

  /** Sweeps once between the making of the generation and the change of the line-up. */
  private final class Sweeping implements TenantTransaction {
    private boolean swept;

    @Override
    public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
      if (!swept && isMade()) {
        generations.sweep();
        swept = !isMade();
      }
      return transaction.call(tenant, work);
    }

    @Override
    public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
      return transaction.read(tenant, work);
    }

    @Override
    public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
      return transaction.system(work);
    }

    private boolean isMade() {
      return transaction.<Boolean>system(jdbc ->
          jdbc.sql("select exists (select from generation where passage_tokens = :tokens)")
              .param("tokens", PASSAGE_TOKENS)
              .query(Boolean.class)
              .single());
    }
  }
}
