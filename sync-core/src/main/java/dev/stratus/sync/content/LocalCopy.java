package dev.stratus.sync.content;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content file of a file in use: opened when it is first needed, made when there is none. Not
 * thread safe: belongs to the open file's lock.
 */
final class LocalCopy {

  private final long inode;
  private final ContentStore store;

  private @Nullable ContentFile file;

  /** Of a new file: nobody else makes its content file. */
  private boolean knownAbsent;

  /** Whether the name of the content file is known to survive a power cut. */
  private boolean nameSynced;

  LocalCopy(long inode, ContentStore store, boolean nameSynced) {
    this.inode = inode;
    this.store = store;
    this.nameSynced = nameSynced;
  }

  /** Opens the content file if there is one; null else. */
  @Nullable ContentFile openIfThere() throws FsException {
    if (file == null && !knownAbsent) {
      if (store.exists(inode)) {
        file = store.open(inode);
      } else {
        knownAbsent = true;
      }
    }
    return file;
  }

  /** The content file if it is open; null else. */
  @Nullable ContentFile ifOpen() {
    return file;
  }

  /**
   * The content file, with a length that it is given where it has to be opened.
   *
   * @param length what the index says; null while the content file knows better
   * @param bytesHere how many bytes it must hold already
   * @throws FsException {@link FsFailure#IO_ERROR} if it holds bytes and has disappeared
   */
  ContentFile open(@Nullable Long length, long bytesHere) throws FsException {
    ContentFile opened = file;
    if (opened == null) {
      opened = openIfThere();
      if (opened == null) {
        opened = create(bytesHere);
      }
      if (length != null) {
        opened.resize(length);
      }
    }
    return opened;
  }

  /**
   * The same for who writes all bytes at once: a file that is made for them needs no length before.
   */
  ContentFile openToFill(long length) throws FsException {
    if (file == null && !knownAbsent) {
      // There hardly ever is one, and to make it tells that too.
      Optional<ContentFile> made = store.createIfAbsent(inode);
      if (made.isPresent()) {
        return begin(made.get());
      }
    }
    return openIfThere() == null ? create(0) : open(length, 0);
  }

  private ContentFile create(long bytesHere) throws FsException {
    if (bytesHere > 0) {
      throw new FsException(
          FsFailure.IO_ERROR, "the local copy of inode " + inode + " has disappeared");
    }
    return begin(store.create(inode));
  }

  private ContentFile begin(ContentFile made) {
    // Its bytes may be synced soon; without its name on the disk they would be lost all the same.
    nameSynced = false;
    knownAbsent = false;
    file = made;
    return made;
  }

  boolean isNameSynced() {
    return nameSynced;
  }

  void nameWasSynced() {
    nameSynced = true;
  }

  void close() throws FsException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
