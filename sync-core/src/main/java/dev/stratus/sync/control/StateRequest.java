package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the states of files. A tree comes in pages, each asked for with the last path of the one
 * before.
 *
 * @param path absolute on the wire, below the mount's root when the target sees it
 * @param recursive whether a directory stands for the files and links below it; else for itself
 * @param after a path below the mount's root, or null for the first page
 */
public record StateRequest(String path, boolean recursive, @Nullable String after)
    implements Request<StatePage> {

  @Override
  public Class<StatePage> resultType() {
    return StatePage.class;
  }

  /** A tree is listed with names of files that somebody else may not read. */
  @Override
  public Need need() {
    return recursive ? Need.OWNER : Need.OWN_FILES;
  }

  @Override
  public List<String> named() {
    return List.of(path);
  }

  @Override
  public StatePage answer(ControlledMount mount, ProgressListener progress) throws IOException {
    String below = mount.below(List.of(path)).get(0);
    return mount.target().states(new StateRequest(below, recursive, after));
  }
}
