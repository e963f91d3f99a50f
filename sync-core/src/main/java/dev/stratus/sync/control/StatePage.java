package dev.stratus.sync.control;

import java.util.List;

/**
 * States of files, by path.
 *
 * @param more whether another page follows
 */
public record StatePage(List<StatedFile> files, boolean more) {

  public StatePage {
    files = List.copyOf(files);
  }
}
