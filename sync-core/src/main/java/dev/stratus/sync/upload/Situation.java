package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Inode;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what is to be done for one name.
 *
 * @param wanted the key that its object should have; null when nobody can reach the name
 * @param inode what the name leads to, as it should be
 * @param own the object that the cloud has for this name, wherever it lies
 * @param occupant what the cloud has under the wanted key, maybe {@code own} itself
 * @param occupantNeeded whether another inode has bytes nowhere but in the occupant
 * @param source an object that has the bytes of the inode's content generation, or null
 * @param here whether every byte of the inode is here
 * @param openForWriting whether a program could still write, and the wait for it is not over
 * @param ignored whether the rules say that such a name is never uploaded
 */
record Situation(
    @Nullable ObjectKey wanted,
    Inode inode,
    @Nullable CloudObject own,
    @Nullable CloudObject occupant,
    boolean occupantNeeded,
    @Nullable CloudObject source,
    boolean here,
    boolean openForWriting,
    boolean ignored) {

  /** Whether the object under the wanted key is right. */
  boolean isRight() {
    return own != null
        && own.key().equals(wanted)
        && own.contentGeneration() == inode.contentGeneration()
        && own.metaGeneration() == inode.metaGeneration();
  }

  /**
   * Whether the name stays on this machine. What the cloud has under it already goes on as every
   * file does.
   */
  boolean staysHere() {
    return ignored && !inPlace();
  }

  /**
   * Whether all that the inode is would survive the death of this machine without the cloud: it may
   * be the only place from now on.
   */
  boolean isSafeHere() {
    boolean synced = !inode.isRegular() || inode.syncedGeneration() >= inode.contentGeneration();
    return inode.isDirectory() || (here && synced);
  }

  /** Whether an object of its own is needed: a directory may follow from the keys below it. */
  boolean needsObject() {
    return !inode.isDirectory() || inode.isExplicit() || own != null;
  }

  /** Whether the cloud has the bytes as they should be, and only they need no sending. */
  boolean contentInCloud() {
    return source != null;
  }

  boolean inPlace() {
    return own != null && own.key().equals(wanted);
  }
}
