package dev.stratus.sync.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FsException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes the bytes of an open file survive a power cut, and records that. */
final class ContentSync {

  private final long inode;
  private final ContentStore store;

  /** The open file's; never held over a sync of the disk. */
  private final ReentrantLock lock;

  @GuardedBy("lock")
  private final FileBody body;

  ContentSync(FileBody body, ReentrantLock lock, ContentStore store) {
    this.inode = body.inode();
    this.store = store;
    this.lock = lock;
    this.body = body;
  }

  /**
   * What one sync is about.
   *
   * @param file null if it has no bytes that need it
   * @param unnamed whether the file's name may not be on the disk yet
   */
  private record Turn(
      long generation, BlockSet blocks, @Nullable ContentFile file, boolean unnamed) {}

  /** Returns when everything that was written before the call is on the disk and recorded. */
  void run() throws FsException {
    Turn turn = begin();
    try {
      ContentFile file = turn.file();
      if (file != null) {
        file.sync();
        if (turn.unnamed()) {
          store.syncDirectoryOf(inode);
        }
      }
      record(turn);
    } finally {
      end(turn);
    }
  }

  private Turn begin() throws FsException {
    lock.lock();
    try {
      body.settle();
      ContentFile file = body.toBeSynced();
      return new Turn(body.generation(), body.beginSync(), file, !body.isNameSynced());
    } finally {
      lock.unlock();
    }
  }

  private void record(Turn turn) throws FsException {
    lock.lock();
    try {
      body.recordSynced(turn.generation(), turn.blocks());
    } finally {
      lock.unlock();
    }
  }

  private void end(Turn turn) {
    lock.lock();
    try {
      body.endSync(turn.blocks());
    } finally {
      lock.unlock();
    }
  }
}
