package dev.stratus.sync.control;

import java.io.IOException;
import java.util.List;

/**
 * Asks how the sync of one tree is doing.
 *
 * @param path absolute on the wire, below the mount's root when the target sees it
 */
public record TreeStatusRequest(String path) implements OwnFileRequest<TreeStatus> {

  @Override
  public Class<TreeStatus> resultType() {
    return TreeStatus.class;
  }

  @Override
  public TreeStatus forOthers(TreeStatus result) {
    return new TreeStatus(
        result.path(),
        result.stopped(),
        result.off(),
        result.toBeUploaded(),
        result.uploading(),
        result.failedCount(),
        List.of(),
        List.of());
  }

  @Override
  public TreeStatus answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return mount.target().treeStatus(mount.below(List.of(path)).get(0));
  }
}
