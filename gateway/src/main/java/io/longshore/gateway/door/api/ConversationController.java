package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.ConversationId;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.library.Answers;
import io.longshore.gateway.library.Conversation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Conversations", description = "Questions that follow each other.")
@RestController
@Needs(AccessScope.READ)
@RequestMapping("/api/v1/conversations")
final class ConversationController {
  private final Access access;
  private final Answers answers;

  ConversationController(Access access, Answers answers) {
    this.access = access;
    this.answers = answers;
  }

  @Schema(name = "Conversation")
  record ConversationObject(
      String id,
      @Schema(allowableValues = "conversation") String object,
      @Schema(description = "Its first question, shortened.") String title,
      @Schema(description = "How many it has.") long answers,
      @JsonProperty("created_at") Instant createdAt,
      @JsonProperty("updated_at") Instant updatedAt) {
    static ConversationObject of(Conversation conversation) {
      return new ConversationObject(
          conversation.id().toString(),
          "conversation",
          conversation.title(),
          conversation.answers(),
          conversation.createdAt(),
          conversation.updatedAt());
    }
  }

  @Schema(name = "ConversationWithAnswers")
  record WholeConversation(
      String id,
      @Schema(allowableValues = "conversation") String object,
      String title,
      @JsonProperty("created_at") Instant createdAt,
      @JsonProperty("updated_at") Instant updatedAt,
      @Schema(description = "Oldest first; the first 500.") List<AnswerObject> data) {
    WholeConversation {
      data = List.copyOf(data);
    }
  }

  @Operation(summary = "List conversations, the last used first")
  @GetMapping
  PageObject<ConversationObject> list(
      @Parameter(description = "1 to 200, 50 when left out.") @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "`next` of the page before.") @RequestParam(required = false)
          @Nullable String after) {
    return PageObject.of(
        answers
            .conversations(
                access.principal(),
                PageObject.after(after, ConversationId::new),
                PageObject.limit(limit))
            .map(ConversationObject::of));
  }

  @Operation(summary = "Get a conversation with its answers, oldest first")
  @GetMapping("/{id}")
  WholeConversation get(@PathVariable String id) {
    var conversation = answers.conversation(access.principal(), Ids.conversation(id));
    return new WholeConversation(
        conversation.id().toString(),
        "conversation",
        conversation.title(),
        conversation.createdAt(),
        conversation.updatedAt(),
        answers.ofConversation(access.principal(), conversation.id()).stream()
            .map(AnswerObject::of)
            .toList());
  }
}
