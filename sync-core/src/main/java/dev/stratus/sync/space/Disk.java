package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.ContentStore;
import java.io.IOException;

/** How much room the disk below the local copies has. */
public interface Disk {

  long totalBytes() throws FsException;

  long freeBytes() throws FsException;

  /** The disk of a content store. */
  static Disk below(ContentStore store) {
    return new Disk() {
      @Override
      public long totalBytes() throws FsException {
        try {
          return store.disk().getTotalSpace();
        } catch (IOException e) {
          throw failure(e);
        }
      }

      @Override
      public long freeBytes() {
        return store.freeBytes();
      }

      private FsException failure(IOException e) {
        return new FsException(FsFailure.IO_ERROR, "the disk's room cannot be seen", e);
      }
    };
  }
}
