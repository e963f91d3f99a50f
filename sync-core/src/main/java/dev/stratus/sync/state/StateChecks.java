package dev.stratus.sync.state;

import dev.stratus.sync.mounts.MountEntry;
import dev.stratus.sync.mounts.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What keeps a directory from being a mount's state directory. */
final class StateChecks {

  /** What may be in a directory that no mount has used yet. */
  private static final Set<String> HARMLESS =
      Set.of("embedded", "lost+found", StateLock.NAME, StateFile.NAME + ".new");

  private StateChecks() {}

  /** A mount whose state is on a Stratus mount would wait for itself. */
  static void refuseBelowMount(Path directory) throws IOException {
    MountTable mounts = MountTable.read();
    refuse(mounts, directory);
    Path existing = directory;
    while (!Files.exists(existing)) {
      Path parent = existing.getParent();
      if (parent == null) {
        return;
      }
      existing = parent;
    }
    refuse(mounts, existing.toRealPath());
  }

  private static void refuse(MountTable mounts, Path directory) throws StateException {
    if (mounts.holding(directory).filter(MountEntry::isStratus).isPresent()) {
      throw new StateException(
          "The state directory "
              + directory
              + " lies on a Stratus mount; choose one on a local disk with --state-dir.");
    }
  }

  /** What is in a directory now. */
  static Set<Path> contents(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.collect(Collectors.toUnmodifiableSet());
    }
  }

  /** Somebody's home directory must not become a state directory by a slip. */
  static void refuseForeign(Path directory, Set<Path> contents) throws StateException {
    for (Path entry : contents) {
      if (!HARMLESS.contains(entry.getFileName().toString())) {
        throw new StateException(
            directory
                + " is not empty and no state directory of Stratus; choose an empty directory with"
                + " --state-dir.");
      }
    }
  }

  static void refuseOther(Path directory, StateFile file, StateIdentity identity)
      throws StateException {
    if (file.format() > StateFile.FORMAT) {
      throw new StateException(
          directory
              + " was written by a newer Stratus (format "
              + file.format()
              + ", this one knows "
              + StateFile.FORMAT
              + "); mount with that version, or choose another --state-dir.");
    }
    if (!file.identity().equals(identity)) {
      throw new StateException(
          directory
              + " belongs to "
              + file.identity()
              + ", not to "
              + identity
              + "; choose another --state-dir.");
    }
  }
}
