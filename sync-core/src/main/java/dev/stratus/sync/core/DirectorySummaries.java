package dev.stratus.sync.core;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.Paths;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a directory says of all that is below it: the most urgent state, and how many have which.
 */
final class DirectorySummaries {

  private static final List<FileSyncState> MOST_URGENT_FIRST =
      List.of(
          FileSyncState.UPLOAD_FAILURE,
          FileSyncState.UPLOADING,
          FileSyncState.TO_BE_UPLOADED,
          FileSyncState.STOPPED,
          FileSyncState.DOWNLOADING);

  private final Index index;
  private final Paths paths;
  private final PendingBelow pending;
  private final FileStates states;

  DirectorySummaries(Index index, Paths paths, PendingBelow pending, FileStates states) {
    this.index = index;
    this.paths = paths;
    this.pending = pending;
    this.states = states;
  }

  FileSyncState state(Inode directory) throws FsException {
    if (states.staysHere(directory)) {
      return FileStates.STAYS_HERE;
    }
    Map<FileSyncState, Integer> counts = counts(directory);
    return MOST_URGENT_FIRST.stream()
        .filter(counts::containsKey)
        .findFirst()
        .orElse(FileSyncState.COMPLETED);
  }

  /** Such as {@code TO_BE_UPLOADED=3 UPLOADING=1}; {@code COMPLETED} when nothing waits. */
  String text(Inode directory) throws FsException {
    Map<FileSyncState, Integer> counts = counts(directory);
    return counts.isEmpty()
        ? FileSyncState.COMPLETED.name()
        : counts.entrySet().stream()
            .map(count -> count.getKey() + "=" + count.getValue())
            .collect(Collectors.joining(" "));
  }

  private Map<FileSyncState, Integer> counts(Inode directory) throws FsException {
    Map<FileSyncState, Integer> counts = new EnumMap<>(FileSyncState.class);
    Optional<String> path = paths.ofDirectory(directory.id());
    if (path.isPresent()) {
      pending.forEach(
          path.get(),
          found -> {
            Optional<Inode> inode = index.inode(found.entry().inode());
            if (inode.isPresent()) {
              counts.merge(states.of(inode.get()), 1, Integer::sum);
            }
          });
    }
    return counts;
  }
}
