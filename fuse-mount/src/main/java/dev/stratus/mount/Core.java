package dev.stratus.mount;

import dev.stratus.sync.control.ControlTarget;
import dev.stratus.sync.view.FileSystemView;
import java.io.IOException;

/** The core of a mount as the composition root needs it: two doors, and an end. */
interface Core extends AutoCloseable {

  /** The door of the engines. */
  FileSystemView view();

  /** The door of the commands. */
  ControlTarget control();

  /** Stops the transfers, syncs everything, and closes. Never waits for uploads. */
  @Override
  void close() throws IOException;
}
