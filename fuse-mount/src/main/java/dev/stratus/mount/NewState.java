package dev.stratus.mount;

import dev.stratus.sync.state.StateDirectory;
import java.io.IOException;

/** A state directory that is taken back, if it is new, unless the mount comes about. */
final class NewState implements AutoCloseable {

  private final StateDirectory directory;
  private boolean kept;

  NewState(StateDirectory directory) {
    this.directory = directory;
  }

  StateDirectory directory() {
    return directory;
  }

  /** The mount answers: what is here stays. */
  void keep() {
    kept = true;
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      directory.close();
    } else {
      directory.discardIfNew();
    }
  }
}
