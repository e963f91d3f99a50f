package dev.stratus.sync.api;

import java.util.List;

/**
 * What happened to files: cloudSync's ChangeData.
 *
 * @param type the same for all of them
 * @param isDirectory of each, whether it is a directory
 * @param uris of each; after {@link NotifyType#NOTIFY_RENAMED} the former uri and the new one
 */
public record ChangeData(NotifyType type, List<Boolean> isDirectory, List<String> uris) {

  public ChangeData {
    isDirectory = List.copyOf(isDirectory);
    uris = List.copyOf(uris);
  }
}
