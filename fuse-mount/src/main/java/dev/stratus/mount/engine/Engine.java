package dev.stratus.mount.engine;

import dev.stratus.sync.view.FileSystemView;
import java.util.function.BooleanSupplier;

/** A way to hand a view to the kernel. */
public interface Engine {

  /** The name by which {@code --engine} knows it. */
  String name();

  /**
   * Mounts a view; returns when the mount answers.
   *
   * @throws MountException with the one sentence that a user should read; nothing is left mounted
   */
  Mount mount(FileSystemView view, MountOptions options) throws MountException;

  /**
   * Tells whether the program behind the operation of the calling thread was interrupted. False on
   * threads that serve no operation. A view that waits asks now and then.
   */
  BooleanSupplier interruption();
}
