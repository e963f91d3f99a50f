package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks what takes the room of the local copies.
 *
 * @param path absolute on the wire, below the mount's root when the target sees it; null for all
 * @param top how many of the largest files, the oldest ones and the directories are named
 */
public record CacheRequest(@Nullable String path, int top) implements Request<CacheContents> {

  @Override
  public Class<CacheContents> resultType() {
    return CacheContents.class;
  }

  @Override
  public CacheContents answer(ControlledMount mount, ProgressListener progress) throws IOException {
    if (top < 0) {
      throw new ControlException(ControlFailure.INVALID, "How many of each? At least none.");
    }
    String below = path == null ? "" : mount.below(List.of(path)).get(0);
    return mount.target().cache(new CacheRequest(below, top));
  }
}
