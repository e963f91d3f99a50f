package dev.stratus.sync.core;

import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.network.NetworkWatch;
import dev.stratus.sync.rounds.Trouble;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Tells whoever waits for transfers why they do not move, beside how far they are. */
final class RestNotes {

  private final Sparing sparing;
  private final NetworkWatch network;

  RestNotes(Sparing sparing, NetworkWatch network) {
    this.sparing = sparing;
    this.network = network;
  }

  ProgressListener uploads(ProgressListener client) {
    return noted(client, sparing::uploads);
  }

  /** Of downloads that somebody asked for. */
  ProgressListener downloads(ProgressListener client) {
    return noted(client, () -> sparing.downloads(true));
  }

  private ProgressListener noted(ProgressListener client, Supplier<Set<Trouble>> machine) {
    return progress -> client.report(progress.keptBackBy(names(machine.get())));
  }

  private List<String> names(Set<Trouble> machine) {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    troubles.addAll(machine);
    if (network.outage().isPresent()) {
      troubles.add(Trouble.NETWORK_UNAVAILABLE);
    }
    return troubles.stream().map(Trouble::name).toList();
  }
}
