package dev.stratus.sync.core;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.space.Media;
import dev.stratus.sync.view.CloudAttributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the files that programs name, and answers what they ask of many at once. */
final class ProgramFiles {

  private static final String STATE = CloudAttributes.PREFIX + "state";

  private final Index index;
  private final Subtree subtree;
  private final DownloadPlan plan;
  private final CloudAttributes values;

  ProgramFiles(Index index, Subtree subtree, DownloadPlan plan, CloudAttributes values) {
    this.index = index;
    this.subtree = subtree;
    this.plan = plan;
    this.values = values;
  }

  /**
   * What a path leads to.
   *
   * @throws ControlException {@link ControlFailure#BAD_PATH} if it leads through a link, {@link
   *     ControlFailure#NO_SUCH_FILE}
   */
  Inode require(String path) throws IOException {
    Optional<Inode> found = find(path);
    if (found.isEmpty() ? leadsThroughLink(path) : found.get().isSymlink()) {
      throw new ControlException(ControlFailure.BAD_PATH, path + " leads through a link.");
    }
    return found.orElseThrow(
        () ->
            new ControlException(
                ControlFailure.NO_SUCH_FILE, "no such file or directory: " + path + "."));
  }

  private Optional<Inode> find(String path) throws FsException {
    try {
      return Optional.of(subtree.require(path));
    } catch (FsException e) {
      if (e.failure() == FsFailure.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean leadsThroughLink(String path) throws FsException {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      Optional<Inode> above = find(path.substring(0, slash));
      if (above.isEmpty() || above.get().isSymlink()) {
        return above.isPresent();
      }
    }
    return false;
  }

  List<FileSyncState> states(List<String> paths) throws IOException {
    List<FileSyncState> states = new ArrayList<>(paths.size());
    for (String path : paths) {
      states.add(FileSyncState.valueOf(values.get(require(path), STATE).orElseThrow()));
    }
    return states;
  }

  /** Where the image or video with this number is. */
  String mediaPath(long number) throws IOException {
    Optional<Inode> inode = index.inode(number).filter(Inode::isRegular);
    Optional<String> path = inode.isPresent() ? plan.path(number) : Optional.empty();
    return path.filter(Media::isMedia)
        .orElseThrow(
            () ->
                new ControlException(
                    ControlFailure.NO_SUCH_FILE,
                    "no image or video has the number " + number + "."));
  }
}
