package dev.stratus.sync.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How requests and answers become JSON: times as ISO 8601, absent things left out. */
public final class ControlJson {

  /** Strict: what a client misspells must not be overlooked. */
  private static final ObjectMapper REQUESTS = mapper().build();

  /** Lenient: the daemon may be newer than the command. */
  private static final ObjectMapper ANSWERS =
      mapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ControlJson() {}

  /** One line of JSON. */
  public static String line(Object value) {
    try {
      return ANSWERS.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be told in JSON: " + value, e);
    }
  }

  /** JSON for a human: indented. */
  public static String pretty(Object value) {
    try {
      return ANSWERS.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be told in JSON: " + value, e);
    }
  }

  static Request<?> parseRequest(String line) throws ControlException {
    try {
      Request<?> request = REQUESTS.readValue(line, Request.class);
      if (request == null) {
        throw new ControlException(ControlFailure.INVALID, "The request is empty.");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw new ControlException(
          ControlFailure.INVALID, "Not a request: " + e.getOriginalMessage(), e);
    }
  }

  static Reply parseReply(String line) throws ControlException {
    try {
      return ANSWERS.readValue(line, Reply.class);
    } catch (JsonProcessingException e) {
      throw new ControlException(
          ControlFailure.FAILED, "Not an answer of a Stratus daemon: " + e.getOriginalMessage(), e);
    }
  }

  static <R> R parseResult(Reply.Result reply, Class<R> type) throws ControlException {
    try {
      return ANSWERS.treeToValue(reply.result(), type);
    } catch (JsonProcessingException e) {
      throw new ControlException(
          ControlFailure.FAILED, "Not the expected answer: " + e.getOriginalMessage(), e);
    }
  }

  static Reply.Result result(Object value) {
    return new Reply.Result(ANSWERS.valueToTree(value));
  }

  private static JsonMapper.Builder mapper() {
    SimpleModule times = new SimpleModule("times");
    times.addSerializer(Instant.class, ToStringSerializer.instance);
    times.addDeserializer(Instant.class, new InstantDeserializer());
    return JsonMapper.builder()
        .addModule(times)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
  }

  private static final class InstantDeserializer extends StdDeserializer<Instant> {

    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }
}
