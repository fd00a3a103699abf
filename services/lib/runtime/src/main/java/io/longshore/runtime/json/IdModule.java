package io.longshore.runtime.json;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Id;
import io.longshore.contracts.MemoryId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.QuestionId;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Ids as bare strings, over HTTP too. */
final class IdModule extends SimpleModule {
  IdModule() {
    super("longshore-ids");
    id(CollectionId.class, CollectionId::new);
    id(ConversationId.class, ConversationId::new);
    id(DocumentId.class, DocumentId::new);
    id(MemoryId.class, MemoryId::new);
    id(PassageId.class, PassageId::new);
    id(QuestionId.class, QuestionId::new);
  }

  private <T extends Id> void id(Class<T> type, Function<UUID, T> of) {
    addSerializer(type, new ToStringSerializer(type));
    addDeserializer(type, new FromUuid<>(type, of));
  }

  private static final class FromUuid<T extends Id> extends StdScalarDeserializer<T> {
    private final transient Function<UUID, T> of;

    FromUuid(Class<T> type, Function<UUID, T> of) {
      super(type);
      this.of = of;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      return of.apply(context.readValue(parser, UUID.class));
    }
  }
}
