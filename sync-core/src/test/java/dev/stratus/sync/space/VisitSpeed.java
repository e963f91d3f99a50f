package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.ManyInodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.apache.commons.io.FileUtils;

/**
 * Prints what the record of a visit costs, in nanoseconds: at the open, and in the commit of many
 * that follows some seconds later; for {@code scripts/bench.sh}.
 *
 * <p>Arguments: FILES OPENS.
 */
public final class VisitSpeed {

  private static final int WARM_UP = 1_000_000;

  private VisitSpeed() {}

  public static void main(String[] arguments) throws FsException, IOException {
    int files = Integer.parseInt(arguments[0]);
    int opens = Integer.parseInt(arguments[1]);
    Path directory = Files.createTempDirectory("visit-speed");
    try (Index index = Index.open(directory.resolve("index.db"))) {
      ManyInodes.fill(index, files);
      Visits visits = new Visits(index, VisitSpeed::now);
      open(visits, files, WARM_UP);
      visits.flush();
      long start = System.nanoTime();
      open(visits, files, opens);
      long opened = System.nanoTime();
      visits.flush();
      long flushed = System.nanoTime();
      System.out.println((opened - start) / opens + " " + (flushed - opened) / files);
    } finally {
      FileUtils.deleteDirectory(directory.toFile());
    }
  }

  /** Opens files over and over, as the numbers of {@link ManyInodes} go. */
  private static void open(Visits visits, int files, int opens) {
    for (int i = 0; i < opens; i++) {
      visits.visited(2 + i % files);
    }
  }

  private static long now() {
    Instant now = Clock.systemUTC().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
