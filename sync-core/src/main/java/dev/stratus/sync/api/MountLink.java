package dev.stratus.sync.api;

import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.Request;
import java.io.IOException;
import java.nio.file.Path;

/** A program's two ways into a mount: the attributes of its files, and its daemon. */
interface MountLink {

  /** The value of an attribute, its name without {@code user.}. */
  String attribute(Path file, String name) throws IOException;

  /** Asks the daemon, on a connection of its own, and hears the progress. */
  <R> R ask(Request<R> request, ProgressListener progress) throws IOException;
}
