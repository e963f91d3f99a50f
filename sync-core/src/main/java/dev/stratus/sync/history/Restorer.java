package dev.stratus.sync.history;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.ObjectVersion;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.DefaultAttributes;
import dev.stratus.sync.remote.ObjectAttributes;
import dev.stratus.sync.view.Arrivals;
import dev.stratus.sync.view.TimeChange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Writes versions into the mount, as a program would. */
public final class Restorer {

  private final Arrivals arrivals;
  private final History history;
  private final DefaultAttributes defaults;

  public Restorer(Arrivals arrivals, History history, DefaultAttributes defaults) {
    this.arrivals = arrivals;
    this.history = history;
    this.defaults = defaults;
  }

  /**
   * Writes a version to a place.
   *
   * @param progress told how many bytes have come
   */
  public void write(ObjectVersion version, Arrivals.Place place, LongConsumer progress)
      throws IOException {
    arrivals.bring(sink -> look(history.read(version, sink::take, progress)), place);
  }

  /**
   * Puts a file into the place of another one, whose attributes it takes over.
   *
   * @param version path of the file whose bytes are wanted; its name goes
   */
  public void replace(Arrivals.Place place, String version) throws IOException {
    arrivals.replace(version, place);
  }

  private Arrivals.Look look(Optional<ObjectInfo> info) {
    Optional<ObjectAttributes> said = info.map(Adoption::attributes);
    return new Arrivals.Look(
        said.map(a -> a.mode().orElse(defaults.fileMode())).orElse(defaults.fileMode())
            & FileMode.PERMISSIONS,
        said.map(a -> a.uid().orElse(defaults.uid())).orElse(defaults.uid()),
        said.map(a -> a.gid().orElse(defaults.gid())).orElse(defaults.gid()),
        TimeChange.omit(),
        said.map(ObjectAttributes::xattrs).orElse(Map.of()));
  }
}
