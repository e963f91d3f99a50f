package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import dev.stratus.sync.content.HolePuncher;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a core is given.
 *
 * @param index the index's file; what lies beside it is the core's too
 * @param content directory of the local copies; {@code trash} lies beside it
 * @param boot names this run of the machine's kernel
 * @param cloud the bucket; closed with the core
 * @param away why the cloud did not answer a moment ago, null if it did
 * @param durableCloud makes what the cloud answered survive a power cut, where it is on this
 *     machine
 * @param interrupted whether the program on whose thread it is asked was interrupted
 * @param controlSocket where commands reach the daemon
 * @param holes gives room of local copies back to the disk
 * @param mapped paths of files that programs have in their memory, as far as one may know
 */
public record CoreParts(
    Path index,
    Path content,
    String boot,
    CloudStore cloud,
    @Nullable CloudException away,
    Runnable durableCloud,
    BooleanSupplier interrupted,
    Path controlSocket,
    HolePuncher holes,
    Supplier<Set<String>> mapped) {

  /** With the holes that any system can make, and where nobody maps files. */
  public CoreParts(
      Path index,
      Path content,
      String boot,
      CloudStore cloud,
      @Nullable CloudException away,
      Runnable durableCloud,
      BooleanSupplier interrupted,
      Path controlSocket) {
    this(
        index,
        content,
        boot,
        cloud,
        away,
        durableCloud,
        interrupted,
        controlSocket,
        HolePuncher.byCommand(),
        Set::of);
  }
}
