package dev.stratus.sync.api;

/** What of a file is to come: cloudSync's DownloadFileType. */
public enum DownloadFileType {
  /** The file itself. */
  CONTENT(0),
  /** A small picture of it; here there is none, so the file itself comes. */
  THUMBNAIL(1),
  /** A picture of the screen's size; here there is none, so the file itself comes. */
  LCD(2);

  private final int number;

  DownloadFileType(int number) {
    this.number = number;
  }

  /** The number that cloudSync gives it. */
  public int number() {
    return number;
  }
}
