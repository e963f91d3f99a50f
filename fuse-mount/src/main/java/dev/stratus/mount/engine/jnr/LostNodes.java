package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.Errnos;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Files for which there is no path any more, and who asked for them. The kernel, told that what it
 * knows is stale, looks the name up and asks once more, about another file if there is one. Who
 * asks for the same one again has no name for it (he is in a directory that was removed): that it
 * does not exist is the truth.
 */
final class LostNodes {

  private static final int PLACES = 1024;

  /** Who asked last in each place. Two may share one: then somebody is told stale twice. */
  private final AtomicLongArray asked = new AtomicLongArray(PLACES);

  /** What to tell a thread that asks for such a file: a negative errno. */
  int refusal(long node, int asker) {
    long question = node << Integer.SIZE | asker;
    int place = Math.floorMod(Long.hashCode(question), PLACES);
    boolean again = asked.getAndSet(place, question) == question;
    if (again) {
      asked.set(place, 0);
    }
    return again ? -Errnos.ENOENT : -Errnos.ESTALE;
  }
}
