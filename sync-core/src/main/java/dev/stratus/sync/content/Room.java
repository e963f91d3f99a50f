package dev.stratus.sync.content;

/** Room on the disk that was taken for bytes that no content file counts, as a copy's. */
@FunctionalInterface
public interface Room extends AutoCloseable {

  /** The bytes are gone: the room is free for others. To be called once. */
  @Override
  void close();
}
