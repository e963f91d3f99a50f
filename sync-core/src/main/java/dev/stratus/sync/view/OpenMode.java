package dev.stratus.sync.view;

/**
 * How a file is opened.
 *
 * @param truncate the file is emptied first
 * @param exclusive only for create: the name must be free
 */
public record OpenMode(boolean read, boolean write, boolean truncate, boolean exclusive) {

  public static OpenMode readOnly() {
    return new OpenMode(true, false, false, false);
  }

  public static OpenMode readWrite() {
    return new OpenMode(true, true, false, false);
  }

  /**
   * Whether the file may be another one afterwards: Linux empties one that is opened to be read.
   */
  public boolean mayChange() {
    return write || truncate;
  }

  /** The same for a file that is new, and empty without being emptied. */
  OpenMode withoutTruncation() {
    return new OpenMode(read, write, false, exclusive);
  }
}
