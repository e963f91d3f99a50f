package dev.stratus.sync.control;

import java.util.List;

/** How the uploads of some files stand, in their order. */
public record UploadList(List<UploadEvent> files) {

  public UploadList {
    files = List.copyOf(files);
  }
}
