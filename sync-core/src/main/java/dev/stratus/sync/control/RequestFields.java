package dev.stratus.sync.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which requests there are, and which fields they have: whoever writes one by hand is told in words
 * what is wrong with it. What may be left out is what may be null, and numbers and flags.
 */
final class RequestFields {

  private static final String NAME = "request";

  private static final Map<String, Class<?>> TYPES =
      Arrays.stream(Objects.requireNonNull(Request.class.getAnnotation(JsonSubTypes.class)).value())
          .collect(Collectors.toMap(JsonSubTypes.Type::name, JsonSubTypes.Type::value));

  private RequestFields() {}

  /**
   * Passes what has a known name, all fields that it needs and no others.
   *
   * @throws ControlException {@link ControlFailure#INVALID}
   */
  static void require(ObjectNode fields) throws ControlException {
    String name = fields.path(NAME).asText();
    Class<?> type = TYPES.get(name);
    if (type == null) {
      throw invalid(
          name.isEmpty() ? "it has no field 'request'." : "there is no request '" + name + "'.");
    }
    RecordComponent[] known = type.getRecordComponents();
    requireKnown(name, fields, Arrays.stream(known).map(RecordComponent::getName).toList());
    for (RecordComponent component : known) {
      require(name, component, fields.path(component.getName()));
    }
  }

  private static void requireKnown(String name, ObjectNode fields, List<String> known)
      throws ControlException {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (!field.getKey().equals(NAME) && !known.contains(field.getKey())) {
        throw invalid("'" + name + "' has no field '" + field.getKey() + "'.");
      }
    }
  }

  private static void require(String name, RecordComponent component, JsonNode value)
      throws ControlException {
    boolean absent = value.isMissingNode() || value.isNull();
    if (absent && isNeeded(component)) {
      throw invalid("'" + name + "' needs the field '" + component.getName() + "'.");
    }
    for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
      if (!element.isTextual()) {
        throw invalid("each of '" + component.getName() + "' is a text.");
      }
    }
  }

  private static boolean isNeeded(RecordComponent component) {
    return !component.getType().isPrimitive()
        && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static ControlException invalid(String what) {
    return new ControlException(ControlFailure.INVALID, "Not a request: " + what);
  }
}
