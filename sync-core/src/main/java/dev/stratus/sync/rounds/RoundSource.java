package dev.stratus.sync.rounds;

import dev.stratus.sync.FsException;

/** Where {@link SyncRounds} sees the sync, and lets it work. All by one thread. */
public interface RoundSource {

  /** A look. */
  RoundFacts look() throws FsException;

  /** Lets a round begin: what changed in the cloud first, then all that waits or failed. */
  void begin() throws FsException;

  /** No round is under way any more. */
  void ended();

  /** A round has brought all in step. */
  void succeeded() throws FsException;
}
