package dev.stratus.sync.space;

/** Why a file keeps its local copy. */
public enum Kept {
  /** It was changed here, and the cloud does not have all of that yet. */
  DIRTY("changed here and not uploaded yet"),
  /** A program has it open, or its bytes are just coming. */
  OPEN("in use"),
  /** The same, and it is in a program's memory, perhaps without a descriptor that is open. */
  MAPPED("mapped into a program's memory"),
  /** No object holds its bytes. */
  ONLY_HERE("only here: not uploaded yet"),
  /** A request of our own that changes its object is under way. */
  BUSY("its upload is under way"),
  /** Somebody wants to have it here: it is pinned, or a directory above it is. */
  PINNED("pinned"),
  /** It was opened or uploaded after the time that was asked for. */
  YOUNG("opened or uploaded lately"),
  /** It is neither an image nor a video, and only these were asked for. */
  OTHER_TYPE("neither image nor video"),
  /** There is nothing to drop. */
  ALREADY_CLOUD_ONLY("no bytes are here"),
  /** It is a directory, a link or a special file. */
  NOT_A_FILE("not a regular file"),
  /** It was removed meanwhile. */
  GONE("removed");

  private final String reason;

  Kept(String reason) {
    this.reason = reason;
  }

  /** For a human. */
  public String reason() {
    return reason;
  }

  /** Whether bytes stay here that somebody wanted to go. */
  public boolean isRefusal() {
    return switch (this) {
      case DIRTY, OPEN, MAPPED, ONLY_HERE, BUSY, PINNED -> true;
      case YOUNG, OTHER_TYPE, ALREADY_CLOUD_ONLY, NOT_A_FILE, GONE -> false;
    };
  }
}
