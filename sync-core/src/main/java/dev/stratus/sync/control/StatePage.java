package dev.stratus.sync.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States of files, by path.
 *
 * @param last the path of the last of them, or null without any. On the wire it and {@code more}
 *     come before the files, so that the next page can be asked for before this one is read
 * @param more whether another page follows
 */
public record StatePage(@Nullable String last, boolean more, List<StatedFile> files) {

  public StatePage {
    files = List.copyOf(files);
  }

  /** A page of these files. */
  public static StatePage of(List<StatedFile> files, boolean more) {
    return new StatePage(files.isEmpty() ? null : files.get(files.size() - 1).path(), more, files);
  }
}
