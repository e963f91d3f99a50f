package dev.stratus.sync.api;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.FileSystemView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a mount for code in its daemon's process, which must not touch the mount itself: it
 * would wait for an answer of its own.
 */
final class ViewFiles implements MountedFiles {

  private static final String USER = "user.";

  private final Path mountPoint;
  private final FileSystemView view;

  ViewFiles(Path mountPoint, FileSystemView view) {
    this.mountPoint = mountPoint;
    this.view = view;
  }

  @Override
  public boolean isPlain(Path file) throws IOException {
    return find(file).isPresent();
  }

  @Override
  public String attribute(Path file, String name) throws IOException {
    return new String(view.getxattr(require(file), USER + name), StandardCharsets.UTF_8);
  }

  @Override
  public long number(Path file) throws IOException {
    return require(file).value();
  }

  private InodeId require(Path file) throws IOException {
    return find(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
  }

  /** Nothing if there is a link on the way. */
  private Optional<InodeId> find(Path file) throws IOException {
    InodeId inode = InodeId.ROOT;
    for (Path part : mountPoint.relativize(file)) {
      if (part.toString().isEmpty()) {
        continue;
      }
      Attributes found = lookup(inode, part, file);
      if (FileMode.isSymlink(found.mode())) {
        return Optional.empty();
      }
      inode = found.inode();
    }
    return Optional.of(inode);
  }

  private Attributes lookup(InodeId directory, Path name, Path file) throws IOException {
    try {
      return view.lookup(directory, Name.of(name.toString()));
    } catch (FsException e) {
      if (e.failure() == FsFailure.NOT_FOUND || e.failure() == FsFailure.NOT_A_DIRECTORY) {
        NoSuchFileException gone = new NoSuchFileException(file.toString());
        gone.initCause(e);
        throw gone;
      }
      throw e;
    }
  }
}
