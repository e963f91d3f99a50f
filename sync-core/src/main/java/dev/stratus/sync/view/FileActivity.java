package dev.stratus.sync.view;

/** Told by the view what programs do with files; each method returns at once. */
public interface FileActivity {

  /** A file was opened by a program: its visit time. */
  void opened(long inode);

  /** A program reads a file that it has open: another visit. Called with every read. */
  void read(long inode);

  /** The last handle that could write is gone, or a write was flushed: the quiet time begins. */
  void written(long inode);

  /** An inode has no name any more; it goes when nobody uses it. */
  void nameless(long inode);
}
