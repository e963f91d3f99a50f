package dev.stratus.mount.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration file: one level of YAML, {@code key: value}; unknown keys are errors. */
final class ConfigFile {

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private ConfigFile() {}

  static Map<Setting, SettingValue> read(Path file) throws ConfigException {
    Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);
    JsonNode root = parse(file);
    if (root.isMissingNode() || root.isNull()) {
      return values;
    }
    if (!root.isObject()) {
      throw ConfigException.malformed(file + " must hold lines of the form key: value.");
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      Setting setting = setting(file, field.getKey());
      values.put(setting, value(file, setting, field.getValue()));
    }
    return values;
  }

  private static String line(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }

  private static JsonNode parse(Path file) throws ConfigException {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw ConfigException.malformed(
          "The configuration file "
              + file
              + " is not YAML: "
              + oneLine(e.getOriginalMessage())
              + line(e));
    } catch (NoSuchFileException e) {
      throw ConfigException.refused("The configuration file " + file + " does not exist.");
    } catch (IOException e) {
      throw ConfigException.refused("The configuration file " + file + " cannot be read: " + e);
    }
  }

  private static Setting setting(Path file, String key) throws ConfigException {
    return Setting.ofKey(key)
        .orElseThrow(
            () ->
                ConfigException.malformed(
                    "Unknown key \"" + key + "\" in " + file + "; known are " + keys() + "."));
  }

  private static SettingValue value(Path file, Setting setting, JsonNode node)
      throws ConfigException {
    if (setting.isMap()) {
      return new SettingValue(
          lines(file, setting, node), quoted(file, setting), SettingValue.Layer.FILE);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode value : setting.isList() && node.isArray() ? node : List.of(node)) {
      if (!value.isValueNode() || value.isNull()) {
        throw malformed(file, setting);
      }
      texts.add(value.asText());
    }
    String text = String.join("\n", texts);
    return new SettingValue(text, quoted(file, setting), SettingValue.Layer.FILE);
  }

  /** What is given by name, a line of {@code name=words} for each. */
  private static String lines(Path file, Setting setting, JsonNode node) throws ConfigException {
    List<String> lines = new ArrayList<>();
    if (!node.isObject()) {
      throw malformed(file, setting);
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isValueNode() || field.getValue().isNull()) {
        throw malformed(file, setting);
      }
      lines.add(field.getKey() + "=" + field.getValue().asText());
    }
    return String.join("\n", lines);
  }

  private static ConfigException malformed(Path file, Setting setting) {
    String form =
        setting.isMap()
            ? "names with words"
            : setting.isList() ? "a value or a list of values" : "a single value";
    return ConfigException.malformed(quoted(file, setting) + " must be " + form + ".");
  }

  private static String quoted(Path file, Setting setting) {
    return "\"" + setting.key() + "\" in " + file;
  }

  private static String keys() {
    return Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
  }

  private static String oneLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
