package dev.stratus.sync.control;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the states of a whole tree. While a page is read and told, the daemon makes up the next
 * one; and no page becomes a tree of JSON first, which costs more than all the rest.
 */
final class StateReader {

  private final LineChannel lines;
  private final StateRequest request;

  /** Of the page that is read: what its head said. */
  private @Nullable String last;

  private boolean more;

  /** Whether the page after it was asked for. */
  private boolean asked;

  StateReader(LineChannel lines, StateRequest request) {
    this.lines = lines;
    this.request = request;
  }

  /** Tells page after page, in their order. */
  void read(Consumer<? super List<StatedFile>> pages) throws IOException {
    ask(request.after());
    do {
      List<StatedFile> files = page(ControlClient.nextLine(lines));
      if (more && !asked) {
        ask(files.get(files.size() - 1).path()); // an older daemon's page has no head
      }
      pages.accept(files);
    } while (more);
  }

  private void ask(@Nullable String after) throws IOException {
    lines.writeLine(
        ControlJson.line(new StateRequest(request.path(), request.recursive(), after), null));
    asked = true;
  }

  private List<StatedFile> page(String line) throws IOException {
    last = null;
    more = false;
    asked = false;
    try (JsonParser json = ControlJson.parser(line)) {
      if (!comesToResult(json)) {
        throw ControlClient.failure(ControlJson.parseReply(line));
      }
      return result(json);
    } catch (JsonProcessingException e) {
      throw new ControlException(
          ControlFailure.FAILED, "Not an answer of a Stratus daemon: " + e.getOriginalMessage(), e);
    }
  }

  private static boolean comesToResult(JsonParser json) throws IOException {
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = json.currentName().equals("result");
      if (json.nextToken() == JsonToken.START_OBJECT && found) {
        return true;
      }
      json.skipChildren();
    }
    return false;
  }

  private List<StatedFile> result(JsonParser json) throws IOException {
    List<StatedFile> files = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "last" -> last = text(json, value);
        case "more" -> more = value == JsonToken.VALUE_TRUE;
        case "files" -> {
          if (more && last != null) {
            ask(last);
          }
          files(json, files);
        }
        default -> json.skipChildren();
      }
    }
    return files;
  }

  private static void files(JsonParser json, List<StatedFile> files) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      files.add(file(json));
    }
  }

  private static StatedFile file(JsonParser json) throws IOException {
    String path = null;
    String state = null;
    int location = 0;
    long size = 0;
    long cached = 0;
    String reason = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "path" -> path = text(json, value);
        case "state" -> state = text(json, value);
        case "location" -> location = json.getIntValue();
        case "size" -> size = json.getLongValue();
        case "cached" -> cached = json.getLongValue();
        case "reason" -> reason = text(json, value);
        default -> json.skipChildren();
      }
    }
    return new StatedFile(
        Objects.requireNonNullElse(path, ""),
        Objects.requireNonNullElse(state, ""),
        location,
        size,
        cached,
        reason);
  }

  private static @Nullable String text(JsonParser json, JsonToken value) throws IOException {
    return value == JsonToken.VALUE_NULL ? null : json.getText();
  }
}
