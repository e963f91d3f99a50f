package dev.stratus.mount.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.CacheUse;
import dev.stratus.sync.control.CloudState;
import dev.stratus.sync.control.Conflict;
import dev.stratus.sync.control.DiskUse;
import dev.stratus.sync.control.Listing;
import dev.stratus.sync.control.Resting;
import dev.stratus.sync.control.SyncStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a human reads of a mount's state. */
final class StatusTextTest {

  private static final Instant TIME = Instant.parse("2026-11-23T19:40:00Z");

  private static String text(long count, List<Conflict> conflicts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StatusText text = new StatusText(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    text.printConflicts(
        new SyncStatus(
            false,
            new CloudState(true, List.of(), List.of()),
            new Resting(List.of(), List.of(), List.of()),
            new Listing(true, 1, TIME, 1L, null, "LIVE"),
            new Amount(0, 0),
            new Amount(0, 0),
            0,
            List.of(),
            List.of(),
            new CacheUse(0, 0, 0, null, 0, null),
            new DiskUse(1, 1, false),
            new Amount(0, 0),
            new Amount(0, 0),
            null,
            count,
            conflicts,
            0,
            List.of(),
            null));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void conflictedCopiesAreNamedAndTheRestIsCounted() {
    Conflict conflict = new Conflict("d/a (conflicted copy of b).txt", "a.txt", TIME);
    assertThat(text(3, List.of(conflict)))
        .contains("3 files", conflict.path() + ": of a.txt, " + HumanText.time(TIME), "and 2 more");
  }

  @Test
  void withoutConflictsNothingIsSaid() {
    assertThat(text(0, List.of())).isEmpty();
  }

  @Test
  void aListingIsCountedOnceThereWasOne() {
    assertThat(StatusText.listing(new Listing(false, 7, null, null, null, "NONE")))
        .isEqualTo("under way, 7 objects");
    assertThat(StatusText.listing(new Listing(true, 1, TIME, 1L, null, "LIVE")))
        .startsWith("complete, 1 object, compared ");
    assertThat(StatusText.listing(new Listing(true, 0, null, null, "no route", "LOST")))
        .isEqualTo(
            "complete, the stream of changes broke and is tried again; tried again: no route");
  }
}
