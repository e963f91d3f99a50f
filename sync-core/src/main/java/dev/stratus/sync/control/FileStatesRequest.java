package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Asks for the states of some files at once.
 *
 * @param paths absolute on the wire, below the mount's root when the target sees them; none may
 *     lead through a link
 */
public record FileStatesRequest(List<String> paths) implements OwnFilesRequest<FileStates> {

  public FileStatesRequest {
    paths = List.copyOf(paths);
  }

  @Override
  public Class<FileStates> resultType() {
    return FileStates.class;
  }

  @Override
  public FileStates answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return new FileStates(mount.target().fileStates(mount.below(paths)));
  }
}
