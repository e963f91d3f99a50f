package dev.stratus.sync.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How requests and answers become JSON: times as ISO 8601, absent things left out. */
public final class ControlJson {

  /** A request has values, and lists or tables of them. */
  private static final int MOST_NESTED = 2;

  /** More than a command can have arguments; each takes many times the memory of its text. */
  private static final int MOST_VALUES = 200_000;

  /** Strict: what a client misspells must not be overlooked. */
  private static final ObjectMapper REQUESTS =
      mapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_NESTED)
                          .maxTokenCount(MOST_VALUES)
                          .build())
                  .build())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /** Lenient: the daemon may be newer than the command. */
  private static final ObjectMapper ANSWERS =
      mapper(new JsonFactory()).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Most answers fit. */
  private static final int LINE_BYTES = 1024;

  /** What of a line that is no request goes into the answer. */
  private static final int MOST_QUOTED = 200;

  /** A line that may be a request, and the id that its answers carry. */
  record Asked(@Nullable Long id, ObjectNode fields) {}

  private ControlJson() {}

  /** One line of JSON. */
  public static String line(Object value) {
    try {
      return ANSWERS.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be told in JSON: " + value, e);
    }
  }

  /** The same as bytes, with its newline: what is long is written once. */
  static byte[] lineBytes(Object value) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream(LINE_BYTES)) {
      ANSWERS.writeValue(bytes, value);
      bytes.write('\n');
      return bytes.toByteArray();
    } catch (IOException e) {
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

  static Asked parseRequest(String line) throws ControlException {
    try {
      if (!(REQUESTS.readTree(line) instanceof ObjectNode fields)) {
        throw new ControlException(ControlFailure.INVALID, "Not a request: " + shortened(line));
      }
      JsonNode id = fields.remove("id");
      return new Asked(id == null ? null : number(id), fields);
    } catch (JsonProcessingException e) {
      throw invalid(e);
    }
  }

  static Request<?> request(Asked asked) throws ControlException {
    RequestFields.require(asked.fields());
    try {
      return REQUESTS.treeToValue(asked.fields(), Request.class);
    } catch (JsonProcessingException e) {
      throw invalid(e);
    }
  }

  private static Long number(JsonNode id) throws ControlException {
    if (!id.isIntegralNumber() || !id.canConvertToLong()) {
      throw new ControlException(ControlFailure.INVALID, "An id is a whole number.");
    }
    return id.longValue();
  }

  private static ControlException invalid(JsonProcessingException e) {
    String what =
        e instanceof JsonMappingException unfit && !unfit.getPath().isEmpty()
            ? "the value of the field '" + unfit.getPath().get(0).getFieldName() + "' does not fit."
            : "no JSON: " + e.getOriginalMessage();
    return new ControlException(ControlFailure.INVALID, "Not a request: " + what, e);
  }

  static String shortened(String line) {
    return line.length() <= MOST_QUOTED ? line : line.substring(0, MOST_QUOTED) + "…";
  }

  /** The line of a request; its id, if any, comes back with each line of the answer. */
  static String line(Request<?> request, @Nullable Long id) {
    ObjectNode fields = ANSWERS.valueToTree(request);
    if (id != null) {
      fields.put("id", id);
    }
    return line(fields);
  }

  static Reply parseReply(String line) throws ControlException {
    try {
      return ANSWERS.readValue(line, Reply.class);
    } catch (JsonProcessingException e) {
      throw new ControlException(
          ControlFailure.FAILED, "Not an answer of a Stratus daemon: " + e.getOriginalMessage(), e);
    }
  }

  /** For what is too much to become a tree. */
  static JsonParser parser(String line) throws IOException {
    return ANSWERS.createParser(line);
  }

  static <R> R parse(JsonNode result, Class<R> type) throws ControlException {
    try {
      return ANSWERS.treeToValue(result, type);
    } catch (JsonProcessingException e) {
      throw new ControlException(
          ControlFailure.FAILED, "Not the expected answer: " + e.getOriginalMessage(), e);
    }
  }

  /** A value as it is: it becomes JSON when its line does, without a tree of its own before. */
  static JsonNode tree(Object value) {
    return new POJONode(value);
  }

  private static JsonMapper.Builder mapper(JsonFactory factory) {
    SimpleModule times = new SimpleModule("times");
    times.addSerializer(Instant.class, ToStringSerializer.instance);
    times.addDeserializer(Instant.class, new InstantDeserializer());
    return JsonMapper.builder(factory)
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
