package dev.stratus.sync.control;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the states of a whole tree. While a page is read and told, the daemon makes up the next
 * one; and no page becomes a tree of JSON first, which costs more than all the rest. Who looks at a
 * page for so long that the daemon ends the connection (a pager does) is served anew.
 */
final class StateReader {

  private final ControlClient client;
  private final StateRequest request;

  /** After which path the page comes that is waited for. */
  private @Nullable String after;

  /** Of the page that is read: what its head said. */
  private @Nullable String last;

  private boolean more;

  /** Whether the page after it was asked for. */
  private boolean asked;

  StateReader(ControlClient client, StateRequest request) {
    this.client = client;
    this.request = request;
    this.after = request.after();
  }

  /** Tells page after page, in their order. */
  void read(Consumer<? super List<StatedFile>> pages) throws IOException {
    do {
      List<StatedFile> files = page();
      if (more) {
        after = files.get(files.size() - 1).path();
      }
      pages.accept(files);
    } while (more);
  }

  private List<StatedFile> page() throws IOException {
    try {
      return asked ? awaitPage() : askForPage();
    } catch (ControlException e) {
      throw e;
    } catch (IOException e) {
      client.reconnect();
      return askForPage();
    }
  }

  private List<StatedFile> askForPage() throws IOException {
    ask(after);
    return awaitPage();
  }

  private void ask(@Nullable String from) throws IOException {
    client.send(new StateRequest(request.path(), request.recursive(), from));
    asked = true;
  }

  private List<StatedFile> awaitPage() throws IOException {
    last = null;
    more = false;
    asked = false;
    String line = client.nextLine();
    if (line == null) {
      throw new EOFException("the daemon ended the connection");
    }
    try (JsonParser json = ControlJson.parser(line)) {
      if (!comesToResult(json)) {
        throw ControlClient.failure(ControlJson.parseReply(line));
      }
      return result(json);
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
