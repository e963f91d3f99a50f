package dev.stratus.sync.upload;

/** Tells whether some program could still write to a file. The view implements it. */
@FunctionalInterface
public interface WriterCheck {

  /** Answers at once, without a lock: it is asked inside changes of the index. */
  boolean isOpenForWriting(long inode);
}
