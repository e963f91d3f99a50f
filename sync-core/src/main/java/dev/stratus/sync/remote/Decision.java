package dev.stratus.sync.remote;

/**
 * What follows for one name from what the cloud had when it was last seen, what is here, and what
 * the cloud has now. Pure; the one place where this is decided, for the compare, for events and for
 * the uploader.
 *
 * <p>A file that a program uses keeps what it has: whatever would be done to it waits for the
 * close.
 */
public enum Decision {
  /** Both sides agree. */
  NOTHING,
  /** What is here goes up. */
  SEND,
  /** The object goes, while it is the one last seen. */
  DELETE_THERE,
  /** The object is gone, and nothing here remembers it. */
  FORGET,
  /** The object becomes a file here. */
  TAKE,
  /** Its attributes become the file's. */
  TAKE_ATTRIBUTES,
  /** Its bytes become the file's, and its attributes unless those were changed here. */
  TAKE_BYTES,
  /** The file goes here; its bytes stay in the trash for a time. */
  REMOVE_HERE,
  /** The object is what the file should be sent as: it is the file's from now on. */
  JOIN,
  /** The object keeps the name; the file becomes a conflicted copy and goes up as a new one. */
  KEEP_BOTH;

  /** What the index knew of an object under this key. */
  public enum Base {
    NEVER_SEEN,
    SEEN
  }

  /** What is here under the name. */
  public enum Here {
    /** Nothing: it never was here, or was deleted here. */
    ABSENT,
    /** A file as it was last seen. */
    CLEAN,
    /** Only attributes were changed; all bytes are here too. */
    ATTRIBUTES,
    /** Only attributes were changed; some bytes are in the cloud alone. */
    ATTRIBUTES_ALONE,
    /** Bytes that the cloud never had. */
    BYTES
  }

  /** What the cloud has now. */
  public enum There {
    ABSENT,
    /** The object that was last seen. */
    AS_SEEN,
    /** The bytes last seen, with other attributes. */
    ATTRIBUTES,
    /** Other bytes. */
    BYTES,
    /** Other bytes than last seen: the very ones that are here. */
    BYTES_AS_HERE
  }

  /**
   * Decides.
   *
   * @throws IllegalArgumentException where the three contradict each other
   */
  public static Decision of(Base base, Here here, There there) {
    requirePossible(base, here, there);
    return switch (here) {
      case ABSENT -> ofAbsent(base, there);
      case CLEAN -> ofClean(there);
      case ATTRIBUTES, ATTRIBUTES_ALONE -> ofAttributes(here, there);
      case BYTES -> ofBytes(there);
    };
  }

  private static void requirePossible(Base base, Here here, There there) {
    boolean unseen = there == There.ABSENT || there == There.BYTES || there == There.BYTES_AS_HERE;
    boolean fresh = here == Here.ABSENT || here == Here.BYTES;
    boolean comparable = there != There.BYTES_AS_HERE || here == Here.BYTES;
    if ((base == Base.NEVER_SEEN && !(unseen && fresh)) || !comparable) {
      throw new IllegalArgumentException(base + ", " + here + " here and " + there + " there");
    }
  }

  private static Decision ofAbsent(Base base, There there) {
    return switch (there) {
      case ABSENT -> base == Base.SEEN ? FORGET : NOTHING;
      // Attributes are all that is lost by deleting what a chmod was made to meanwhile.
      case AS_SEEN, ATTRIBUTES -> DELETE_THERE;
      case BYTES, BYTES_AS_HERE -> TAKE;
    };
  }

  private static Decision ofClean(There there) {
    return switch (there) {
      case ABSENT -> REMOVE_HERE;
      case AS_SEEN -> NOTHING;
      case ATTRIBUTES -> TAKE_ATTRIBUTES;
      case BYTES, BYTES_AS_HERE -> TAKE_BYTES;
    };
  }

  private static Decision ofAttributes(Here here, There there) {
    return switch (there) {
      // Nothing that somebody wrote here is lost, and there is nothing that could be sent.
      case ABSENT -> here == Here.ATTRIBUTES ? SEND : REMOVE_HERE;
      case AS_SEEN, ATTRIBUTES -> SEND;
      case BYTES, BYTES_AS_HERE -> TAKE_BYTES;
    };
  }

  private static Decision ofBytes(There there) {
    return switch (there) {
      case ABSENT, AS_SEEN, ATTRIBUTES -> SEND;
      case BYTES -> KEEP_BOTH;
      case BYTES_AS_HERE -> JOIN;
    };
  }
}
