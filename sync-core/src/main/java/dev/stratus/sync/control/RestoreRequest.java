package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a version of a file into the mount.
 *
 * @param path of the file, absolute on the wire, below the mount's root when the target sees it
 * @param version as {@link HistoryRequest} names it; null for the newest one with other bytes than
 *     the file has
 * @param to where it goes, a path like {@code path} under which nothing is; null for the place of
 *     the file itself
 */
public record RestoreRequest(String path, @Nullable String version, @Nullable String to)
    implements Request<RestoreResult> {

  @Override
  public Class<RestoreResult> resultType() {
    return RestoreResult.class;
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public RestoreResult answer(ControlledMount mount, ProgressListener progress) throws IOException {
    String below = mount.below(List.of(path)).get(0);
    String target = to == null ? null : mount.below(List.of(to)).get(0);
    return mount.target().restore(new RestoreRequest(below, version, target), progress);
  }
}
