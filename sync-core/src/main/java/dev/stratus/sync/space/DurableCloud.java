package dev.stratus.sync.space;

import dev.stratus.sync.FsException;

/** A cloud that may hold what it answered in memory only, such as one in this process. */
@FunctionalInterface
public interface DurableCloud {

  /** A server that does not answer before it has stored. */
  DurableCloud ALWAYS = () -> {};

  /** Returns when everything that the cloud has answered survives the death of this machine. */
  void sync() throws FsException;
}
