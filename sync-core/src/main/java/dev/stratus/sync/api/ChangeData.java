package dev.stratus.sync.api;

import java.util.List;

/**
 * What happened to files: cloudSync's ChangeData.
 *
 * @param type the same for all of them
 * @param isDirectory of each, whether it is a directory
 * @param uris of each; after {@link NotifyType#NOTIFY_RENAMED} the former uri and the new one
 * @param isIncomplete whether changes were lost, since they came faster than they were heard or the
 *     daemon was away: all at and below the one uri, that of the registration, may be others. The
 *     original has no such word, and tells nothing
 */
public record ChangeData(
    NotifyType type, List<Boolean> isDirectory, List<String> uris, boolean isIncomplete) {

  public ChangeData {
    isDirectory = List.copyOf(isDirectory);
    uris = List.copyOf(uris);
  }

  static ChangeData of(NotifyType type, boolean directory, String uri) {
    return new ChangeData(type, List.of(directory), List.of(uri), false);
  }

  static ChangeData renamed(boolean directory, String from, String to) {
    return new ChangeData(
        NotifyType.NOTIFY_RENAMED, List.of(directory, directory), List.of(from, to), false);
  }

  static ChangeData overflow(String uri) {
    return new ChangeData(NotifyType.NOTIFY_MODIFIED, List.of(true), List.of(uri), true);
  }
}
