package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.control.ControlTarget;
import dev.stratus.sync.view.FileSystemView;
import java.io.IOException;
import java.util.Optional;

/** A mount's whole core: the view for the engine, the control for the commands. */
public final class SyncCore implements AutoCloseable {

  private final Rooms rooms;

  private SyncCore(Rooms rooms) {
    this.rooms = rooms;
  }

  /**
   * Opens the core: recovers what the last mount left, then begins to work behind.
   *
   * @throws IOException with a sentence for the user; nothing is left running
   */
  public static SyncCore open(CoreParts parts, CoreSettings settings) throws IOException {
    return open(parts, settings, Tuning.defaults());
  }

  /** The same with time, chance and pace of the caller's. */
  static SyncCore open(CoreParts parts, CoreSettings settings, Tuning tuning) throws IOException {
    Rooms rooms = new Rooms(parts, settings, tuning);
    try {
      rooms.start();
    } catch (IOException | RuntimeException e) {
      try {
        rooms.close();
      } catch (FsException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
    return new SyncCore(rooms);
  }

  public FileSystemView view() {
    return rooms.view();
  }

  public ControlTarget control() {
    return rooms.control();
  }

  /** What whoever mounts should be told, in a sentence; empty when all was as it should be. */
  public Optional<String> notice() {
    return rooms
        .damagedIndex()
        .map(
            aside ->
                "The index was damaged and is kept as "
                    + aside
                    + "; a new one is being built from the bucket. What was not in the cloud yet"
                    + " comes back as 'recovered file N'.");
  }

  /** Stops the transfers, syncs everything and closes. Never waits for uploads. */
  @Override
  public void close() throws IOException {
    rooms.close();
  }
}
