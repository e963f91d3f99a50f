package dev.stratus.sync.namespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which names are never uploaded: of the patterns that match a name the last one decides, and what
 * is below an ignored directory is ignored with it.
 */
public final class IgnoreRules {

  /**
   * What programs make beside a file for as long as they work on it, and what no other machine can
   * use: locks and swap files of editors, copies half made by browsers and by GLib, and the two
   * directories that cloudSync keeps local in every bundle. Backups such as {@code name~} are a
   * user's bytes and go up.
   */
  public static final List<String> DEFAULTS =
      List.of(
          ".~lock.*#",
          "~$*",
          ".*.sw[a-p]",
          ".sw[a-p]",
          ".#*",
          ".goutputstream-*",
          "*.crdownload",
          "/*/.cloudthumbnails/",
          "/*/.cloudFileVersionConflict/",
          "/.cloudFileVersionConflict/");

  /**
   * What no exception takes back: open files that lost their names, as libfuse hides them, and
   * files that are not all here yet.
   */
  private static final List<String> ALWAYS = List.of(".fuse_hidden*", UnfinishedName.PREFIX + "*");

  private final List<IgnorePattern> patterns;

  private IgnoreRules(List<IgnorePattern> patterns) {
    this.patterns = patterns;
  }

  /** The rules of a mount whose user asks for nothing. */
  public static IgnoreRules defaults() {
    return of(List.of());
  }

  /**
   * The usual rules, and after them others.
   *
   * @throws IllegalArgumentException with a sentence, if one of them is no pattern
   */
  public static IgnoreRules of(List<String> more) {
    Stream<String> texts = Stream.of(DEFAULTS, more, ALWAYS).flatMap(List::stream);
    return new IgnoreRules(texts.map(IgnorePattern::parse).toList());
  }

  /** The pattern that keeps a path from being uploaded; the mount's root is never ignored. */
  public Optional<String> match(String path, boolean directory) {
    int from = 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      Optional<String> found =
          decide(path.substring(0, end), path.substring(from, end), slash >= 0 || directory);
      if (found.isPresent()) {
        return found;
      }
      from = end + 1;
    }
    return Optional.empty();
  }

  private Optional<String> decide(String path, String name, boolean directory) {
    for (int i = patterns.size() - 1; i >= 0; i--) {
      IgnorePattern pattern = patterns.get(i);
      if (pattern.matches(path, name, directory)) {
        return pattern.isException() ? Optional.empty() : Optional.of(pattern.text());
      }
    }
    return Optional.empty();
  }

  /** The same text for the same rules. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    patterns.forEach(pattern -> texts.add(pattern.text()));
    return String.join("\n", texts);
  }
}
