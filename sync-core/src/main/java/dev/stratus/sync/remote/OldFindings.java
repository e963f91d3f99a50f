package dev.stratus.sync.remote;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Finding;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the folder could not show before a compare: what of it the compare did not meet again is
 * gone, or shows by now.
 */
final class OldFindings {

  /** As many as the status tells. */
  private static final int MOST = 10_000;

  private final Index index;
  private final Set<String> keys = new HashSet<>();

  OldFindings(Index index) {
    this.index = index;
  }

  void begin() throws FsException {
    for (Finding finding : index.read(tables -> tables.meta().findings(MOST))) {
      keys.add(finding.key());
    }
  }

  /** Objects that do not show are there: whether they can now is found out with each of them. */
  void lookedAt(Collection<ObjectKey> news) {
    if (!keys.isEmpty()) {
      news.forEach(key -> keys.remove(key.value()));
    }
  }

  /** All was listed. */
  void end() throws FsException {
    for (String key : keys) {
      index.change(change -> forget(change, key));
    }
  }

  /** What the cloud refuses to delete is known, and wanted by nobody: that stays told. */
  private static boolean forget(IndexChange change, String key) throws FsException {
    Optional<CloudObject> object = change.tables().objects().get(new ObjectKey(key));
    boolean over = object.isEmpty() || object.get().entry() != null;
    if (over) {
      change.deleteFinding(key);
    }
    return over;
  }
}
