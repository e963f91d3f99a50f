package dev.stratus.sync.upload;

import dev.stratus.cloud.Body;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.content.Frozen;
import dev.stratus.sync.content.OpenFile;

/** The bytes of one content generation on their way up, for as long as nobody writes the file. */
record FrozenFile(OpenFile file, Frozen frozen, Transfer transfer) {

  long size() {
    return frozen.size();
  }

  /** What was sent of a file whose upload is paused is not sent again later. */
  void requireStill() throws ChangedMeanwhileException, FsException {
    if (transfer.isPaused()) {
      throw new FsException(FsFailure.INTERRUPTED, "its upload was paused");
    }
    if (!frozen.isCopy() && !file.isStill(frozen.generation())) {
      throw new ChangedMeanwhileException(file.inode());
    }
  }

  /** A part of it, read once for its checksum. */
  Body part(long start, long length) throws FsException {
    return ContentBody.of(frozen.file(), start, length, transfer::add);
  }
}
