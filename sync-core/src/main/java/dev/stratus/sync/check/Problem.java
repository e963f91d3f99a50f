package dev.stratus.sync.check;

/** Kinds of damage, each with what a repair does about it. */
public enum Problem {
  /** The pages of the index contradict each other. */
  INDEX_DAMAGED("the next mount builds the index anew from bucket and local copies"),
  /** A name leads to a file that the index does not know. */
  NAME_WITHOUT_FILE("the file is made anew of what is left: object, local copy or link target"),
  /** Names are in a directory that the index does not know. */
  DIRECTORY_MISSING("they are found in a recovered directory at the mount's root"),
  /** A name is in something that is no directory. */
  NAME_BELOW_FILE("it moves to the mount's root under a recovered name"),
  /** A file or directory has lost its name. */
  FILE_WITHOUT_NAME("it gets the name that its object tells, or a recovered one"),
  /** A removed file that nobody uses is still there. */
  REMOVED_FILE_LEFT("it goes, as at the next mount"),
  /** A directory that the root does not lead to: it is in a circle, or below one. */
  UNREACHABLE_DIRECTORY("it moves to the mount's root under a recovered name"),
  /** The link count is not the number of names. */
  LINK_COUNT("it is counted anew"),
  /** An object is recorded for a name that is not there. */
  OBJECT_WITHOUT_NAME("it is given back to its file, or seen anew as the bucket has it"),
  /** Something waits for the uploader and has no name. */
  PENDING_WITHOUT_NAME("it is forgotten"),
  /** A file was changed here, and the uploader does not know. */
  CHANGE_FORGOTTEN("it goes up"),
  /** Blocks are said to be here that the file does not have. */
  PRESENCE_WRONG("they are forgotten; what is missing is fetched again"),
  /** The count of bytes here is not what the blocks say. */
  CACHED_COUNT("they are counted anew"),
  /** Bytes are said to be here, and the local copy is gone. */
  COPY_MISSING("the file is fetched again as the cloud has it"),
  /** The local copy ends before the bytes that are said to be here. */
  COPY_SHORT("the file is fetched again as the cloud has it; the rest goes to the trash"),
  /** Blocks that are said to be here are holes, and the cloud has bytes there. */
  COPY_HOLLOW("the file is fetched again as the cloud has it; the rest goes to the trash"),
  /** A local copy of no file. */
  COPY_UNKNOWN("it becomes a recovered file, unless the cloud has its very bytes"),
  /** An object that was there is gone. */
  OBJECT_MISSING("a compare decides; where it waits for a human, what is all here goes up again"),
  /** An object is another than the one that was last seen. */
  OBJECT_CHANGED("a compare takes it over"),
  /** An object that the index does not know. */
  OBJECT_UNKNOWN("a compare takes it over"),
  /** Bytes of a file are neither here nor in an object that is known, but there is one. */
  BYTES_FORGOTTEN(
      "the object becomes the file's, or the server copies the bytes from the other one"),
  /** Bytes of a file are neither here nor in the cloud. */
  BYTES_LOST("nothing brings them back; what is left can be copied, the rest reads as an error");

  private final String remedy;

  Problem(String remedy) {
    this.remedy = remedy;
  }

  /** What a repair does, as part of a sentence. */
  public String remedy() {
    return remedy;
  }
}
