package dev.stratus.sync.check;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Tables;
import java.util.List;
import java.util.Optional;

/**
 * One kind of contradiction in the index.
 *
 * @param suspects names who may have it, cheaply
 * @param look tells who has it, under the writer's lock
 * @param <K> what names a suspect
 */
record Rule<K>(Problem problem, Suspects<K> suspects, Look<K> look) {

  /** Questions to one connection. */
  @FunctionalInterface
  interface Suspects<K> {
    List<K> find(Tables tables) throws FsException;
  }

  /** A second look at one suspect; empty where all is well. */
  @FunctionalInterface
  interface Look<K> {
    Optional<Ailment> at(IndexChange change, K suspect) throws FsException;
  }

  /** What makes it right, in the change of the look that found it. */
  @FunctionalInterface
  interface Cure {
    void run() throws FsException;
  }

  /** What a suspect has. */
  record Ailment(String where, String what, Cure cure) {}

  static Optional<Ailment> ailment(String where, String what, Cure cure) {
    return Optional.of(new Ailment(where, what, cure));
  }
}
