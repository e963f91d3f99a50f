package dev.stratus.sync.api;

import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.Request;
import dev.stratus.sync.control.Subscription;
import java.io.IOException;

/** A program's two ways into a mount: its files, and its daemon. */
interface MountLink extends MountedFiles {

  /** Asks the daemon, on a connection of its own where there is one, and hears the progress. */
  <R> R ask(Request<R> request, ProgressListener progress) throws IOException;

  /**
   * Begins a subscription, and begins it anew when the daemon is back after it had gone.
   *
   * @return ends it
   */
  <E> Runnable subscribe(Subscription<E> request, Watcher<E> watcher) throws IOException;
}
