package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.ContentStore;

/** How much room the disk below the local copies has. */
public interface Disk {

  long totalBytes() throws FsException;

  long freeBytes() throws FsException;

  /** The disk of a content store. */
  static Disk below(ContentStore store) {
    return new Disk() {
      @Override
      public long totalBytes() {
        return store.totalBytes();
      }

      @Override
      public long freeBytes() {
        return store.freeBytes();
      }
    };
  }
}
