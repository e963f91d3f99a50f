package dev.stratus.sync.control;

import java.util.List;

/** What is in the trash. */
public record TrashContents(List<TrashedFile> files) {

  public TrashContents {
    files = List.copyOf(files);
  }
}
