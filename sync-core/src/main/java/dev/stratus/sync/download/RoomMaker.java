package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.Room;
import java.util.Optional;

/** Makes room on the disk below the content store. */
public interface RoomMaker {

  /**
   * Drops local copies that the cloud has, until so many bytes are free. Called without any lock,
   * on a thread of the downloader; does not wait for the network.
   *
   * @return whether anything was freed
   */
  boolean makeRoom(long bytes);

  /**
   * Whether so many bytes find room without anything being dropped for them. Returns at once, and
   * may be wrong by what comes at this moment.
   */
  boolean hasRoom(long bytes);

  /**
   * So many bytes are about to be written. Called without any lock.
   *
   * @param mayDrop whether local copies may be dropped for them
   * @throws FsException {@link dev.stratus.sync.FsFailure#NO_SPACE} if they would take the last of
   *     the disk, which is the index's
   */
  default void require(long bytes, boolean mayDrop) throws FsException {}

  /** Puts bytes that have come into a content file, which counts them. */
  @FunctionalInterface
  interface Landing {
    void run() throws FsException;
  }

  /**
   * Lets bytes land that come from the cloud; until they have, they count as if they were here.
   * Called without any lock; may wait for an eviction, but for no network.
   *
   * @throws FsException {@link dev.stratus.sync.FsFailure#NO_SPACE} if nobody asked for them, and
   *     they would exceed what local copies may take; or what the landing throws
   */
  default void admit(long bytes, Urgency urgency, Landing landing) throws FsException {
    landing.run();
  }

  /**
   * Takes room for a copy of bytes that are here; what was taken counts until it is given back.
   * Called without any lock; may wait for an eviction, but for no network.
   *
   * @return empty if they would exceed what local copies may take
   */
  default Optional<Room> takeRoom(long bytes) throws FsException {
    return Optional.of(() -> {});
  }
}
