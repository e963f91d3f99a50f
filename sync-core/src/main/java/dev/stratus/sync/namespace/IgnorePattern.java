package dev.stratus.sync.namespace;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One pattern in the manner of {@code .gitignore}: {@code *}, {@code ?} and {@code [a-z]} stay
 * within a name, {@code **} does not. One with a slash before its end begins at the mount's root,
 * every other one is held against names at any depth.
 *
 * @param text as it was given
 * @param isException whether what matches goes up after all ({@code !pattern})
 * @param directoriesOnly whether it ends in a slash
 * @param isPath whether it is held against the whole path, not against the name alone
 */
record IgnorePattern(
    String text, boolean isException, boolean directoriesOnly, boolean isPath, Pattern regex) {

  private static final String WITHIN_A_NAME = "[^/]";

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with a sentence, if it is none
   */
  static IgnorePattern parse(String text) {
    String rest = text.strip();
    boolean exception = rest.startsWith("!");
    rest = exception ? rest.substring(1) : rest;
    boolean directories = rest.endsWith("/");
    rest = directories ? rest.substring(0, rest.length() - 1) : rest;
    boolean path = rest.contains("/");
    rest = rest.startsWith("/") ? rest.substring(1) : rest;
    if (rest.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" names nothing");
    }
    return new IgnorePattern(text.strip(), exception, directories, path, regex(text, rest));
  }

  private static Pattern regex(String text, String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); ) {
      i = append(regex, glob, i);
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("\"" + text + "\" is no pattern", e);
    }
  }

  /** Appends what one piece of the pattern means; returns where the next one begins. */
  private static int append(StringBuilder regex, String glob, int at) {
    if (glob.startsWith("**/", at)) {
      regex.append("(?:.*/)?");
      return at + 3;
    } else if (glob.startsWith("**", at)) {
      regex.append(".*");
      return at + 2;
    }
    char c = glob.charAt(at);
    int end = c == '[' ? glob.indexOf(']', at + 2) : -1;
    if (end > 0) {
      regex.append(set(glob.substring(at + 1, end)));
      return end + 1;
    }
    regex.append(
        switch (c) {
          case '*' -> WITHIN_A_NAME + "*";
          case '?' -> WITHIN_A_NAME;
          default -> Pattern.quote(String.valueOf(c));
        });
    return at + 1;
  }

  private static String set(String characters) {
    boolean others = characters.startsWith("!") || characters.startsWith("^");
    String members = others ? characters.substring(1) : characters;
    String quoted = members.replaceAll("[\\[\\]\\\\&^]", "\\\\$0");
    return (others ? "[^/" : "[") + quoted + "]";
  }

  boolean matches(String path, String name, boolean directory) {
    return (directory || !directoriesOnly) && regex.matcher(isPath ? path : name).matches();
  }
}
