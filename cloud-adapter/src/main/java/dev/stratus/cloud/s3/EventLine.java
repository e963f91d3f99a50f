package dev.stratus.cloud.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a line of a stream of events: one JSON object, or blanks that keep the stream alive. */
final class EventLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventLine() {}

  static List<CloudEvent> read(String line, Ask ask) throws CloudException {
    List<CloudEvent> events = new ArrayList<>();
    if (line.isBlank()) {
      return events;
    }
    try {
      for (JsonNode entry : JSON.readTree(line).path("Records")) {
        add(events, entry.path("eventName").asText(), entry.path("s3").path("object"));
      }
      return events;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw S3Failures.broken(ask, "an event that makes no sense came");
    }
  }

  private static void add(List<CloudEvent> events, String name, JsonNode object) {
    // As it is: what MinIO sends to its webhooks is escaped, what it streams is not.
    String text = object.path("key").asText();
    if (name.startsWith("s3:ObjectRemoved")) {
      events.add(new CloudEvent.Deleted(new ObjectKey(text)));
    } else if (name.startsWith("s3:ObjectCreated") && object.hasNonNull("eTag")) {
      ETag etag = ETag.parse(object.path("eTag").asText());
      long size = object.path("size").asLong();
      events.add(new CloudEvent.Written(new ObjectKey(text), etag, size, metadata(object)));
    }
  }

  private static Map<String, String> metadata(JsonNode object) {
    Map<String, String> metadata = new HashMap<>();
    object
        .path("userMetadata")
        .properties()
        .forEach(field -> Heads.addMetadata(metadata, field.getKey(), field.getValue().asText()));
    return metadata;
  }
}
