package dev.stratus.sync.upload;

/** The file was written while it was sent: nothing of it may become visible. */
final class ChangedMeanwhileException extends Exception {

  private static final long serialVersionUID = 1L;

  ChangedMeanwhileException(long inode) {
    super("inode " + inode + " was written during its upload");
  }
}
