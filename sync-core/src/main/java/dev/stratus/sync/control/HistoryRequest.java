package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Asks for the versions of a file, also of one that was deleted.
 *
 * @param path absolute on the wire, below the mount's root when the target sees it
 * @param limit how many at most
 * @param digests whether their SHA-256 are told, for which all their bytes are read
 */
public record HistoryRequest(String path, int limit, boolean digests)
    implements OwnFileRequest<HistoryList> {

  @Override
  public Class<HistoryList> resultType() {
    return HistoryList.class;
  }

  @Override
  public HistoryList answer(ControlledMount mount, ProgressListener progress) throws IOException {
    String below = mount.below(List.of(path)).get(0);
    return mount.target().history(new HistoryRequest(below, limit, digests), progress);
  }
}
