package io.longshore.gateway.library;

import static io.longshore.gateway.library.Refused.notThere;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.answer.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation and its answers are their owner's; the house ends those of everybody. */
class ConversationOwnersTest {
  private static final Principal OWNER = new Principal(1, "owner", List.of("crew"));
  private static final Principal MATE = new Principal(1, "mate", List.of("crew"));
  private static final Principal FOREIGN = new Principal(2, "owner", List.of("crew"));
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private Rig rig;
  private ConversationId talk;
  private QuestionId asked;

  @BeforeEach
  void aConversationWithAnAnswer() {
    rig = new Rig(folder, Rig.limits(64, 64, 3));
    talk = rig.answers.conversation(OWNER, null, "Where is the whale?");
    asked = asked(OWNER, talk);
    rig.answers.end(OWNER.tenant(), asked, List.of(finished(asked)), Map.of());
  }

  @Test
  void nobodyElseOfTheTenantFindsIt() {
    assertThat(rig.answers.get(OWNER, asked).text()).isEqualTo("In the sea.");
    assertThat(rig.answers.events(OWNER, asked)).hasSize(1);
    assertThat(rig.answers.ofConversation(OWNER, talk)).hasSize(1);
    assertThat(titles(OWNER)).containsExactly("Where is the whale?");
    for (var one : List.of(MATE, FOREIGN)) {
      notThere(() -> rig.answers.get(one, asked));
      notThere(() -> rig.answers.conversation(one, talk));
      assertThat(rig.answers.events(one, asked)).isEmpty();
      assertThat(rig.answers.ofConversation(one, talk)).isEmpty();
      assertThat(titles(one)).isEmpty();
    }
  }

  @Test
  void nobodyElseGoesOnWithItOrHearsItsHistory() {
    var before = rig.answers.conversation(OWNER, talk).updatedAt();
    rig.clock.move(Duration.ofMinutes(1));
    for (var one : List.of(MATE, FOREIGN)) {
      notThere(() -> rig.answers.conversation(one, talk, "And then?"));
      assertThat(rig.answers.history(one, talk)).isEmpty();
    }
    assertThat(rig.answers.conversation(OWNER, talk).updatedAt()).isEqualTo(before);
    assertThat(rig.answers.history(OWNER, talk)).hasSize(1);
    assertThat(rig.answers.conversation(OWNER, talk, "And then?")).isEqualTo(talk);
  }

  @Test
  void aPageAfterSomebodyElsesConversationIsEmpty() {
    rig.answers.conversation(MATE, null, "Mine?");
    rig.clock.move(Duration.ofMinutes(1));
    var later = rig.answers.conversation(OWNER, null, "Later?");
    assertThat(rig.answers.conversations(MATE, later, 10).data()).isEmpty();
    assertThat(rig.answers.conversations(OWNER, later, 10).data()).hasSize(1);
  }

  @Test
  void whatIsLeftRunningIsKnownOfEveryTenant() {
    assertThat(left()).isEmpty();
    var ours = asked(MATE, rig.answers.conversation(MATE, null, "Ours?"));
    var theirs = asked(FOREIGN, rig.answers.conversation(FOREIGN, null, "Theirs?"));
    assertThat(left()).isEmpty();
    rig.clock.move(Duration.ofSeconds(90));
    assertThat(left()).as("unread for a minute").containsExactlyInAnyOrder(1, 2);
    rig.answers.reading(FOREIGN.tenant(), List.of(theirs));
    assertThat(left()).containsExactly(1);
    rig.answers.cancelled(MATE.tenant(), ours);
    assertThat(left()).as("said already").isEmpty();
    rig.clock.move(DEADLINE);
    assertThat(left()).as("overdue").containsExactlyInAnyOrder(1, 2);
    var failed = new Failed("deadline", "Ask again.", List.of(), List.of());
    for (int tenant : left()) {
      for (var answer : rig.answers.overdue(tenant, rig.clock.instant(), 10)) {
        var principal = new Principal(tenant, "gateway", List.of());
        var event = AnswerEvent.failed(answer.id(), principal, 1, failed);
        rig.answers.end(tenant, answer.id(), List.of(event), Map.of());
      }
    }
    assertThat(left()).isEmpty();
    assertThat(rig.answers.get(MATE, ours).errorCode()).isEqualTo("deadline");
    assertThat(rig.answers.get(FOREIGN, theirs).errorCode()).isEqualTo("deadline");
  }

  private List<Integer> left() {
    Instant now = rig.clock.instant();
    return rig.answers.withLeftAnswers(now, now.minus(Duration.ofMinutes(1)));
  }

  private List<String> titles(Principal principal) {
    return rig.answers.conversations(principal, null, 10).data().stream()
        .map(Conversation::title)
        .toList();
  }

  private AnswerEvent finished(QuestionId id) {
    var finished =
        new Finished("In the sea.", false, List.of(), Map.of(), List.of(), List.of(), null);
    return AnswerEvent.finished(id, OWNER, 1, finished);
  }

  private QuestionId asked(Principal principal, ConversationId conversation) {
    var id = QuestionId.random();
    var now = rig.clock.instant();
    rig.answers.begin(
        principal,
        Answer.running(id, conversation, "Where is the whale?", 0, 0, now.plus(DEADLINE), 0, now));
    return id;
  }
}
