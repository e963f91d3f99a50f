package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Inode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step that was decided and recorded, with the keys that are ours until it has ended.
 *
 * @param entry whose object it is
 * @param inode as it was when the step was decided
 * @param own the object of the name at that time
 * @param occupant what was under the key at that time
 */
record Claim(
    long entry,
    Inode inode,
    Step.Mutation step,
    Attempt attempt,
    @Nullable CloudObject own,
    @Nullable CloudObject occupant,
    List<ObjectKey> keys) {

  /** Whether the cloud had the inode's bytes before, so that only name or attributes are new. */
  boolean contentWasClean() {
    return own != null && own.contentGeneration() == inode.contentGeneration();
  }

  /** Whether the step changes the object that was the name's own already. */
  boolean inPlace() {
    return own != null && own.key().equals(step.key());
  }
}
