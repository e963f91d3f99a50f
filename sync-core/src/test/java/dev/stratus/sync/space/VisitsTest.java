package dev.stratus.sync.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.download.LocalSide;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitsTest {

  @TempDir Path directory;

  @Test
  void visitsAreCommittedTogetherAndNeverGoBack() throws Exception {
    try (LocalSide local = new LocalSide(directory)) {
      long one = local.localFile("one", new byte[10]);
      long other = local.localFile("other", new byte[10]);
      Visits visits = new Visits(local.index, local.time::get);

      visits.visited(one);
      long visited = local.time.get();
      assertThat(local.row(one).visit()).isZero();
      visits.visited(999);
      visits.flush();
      assertThat(local.row(one).visit()).isEqualTo(visited);
      assertThat(local.row(other).visit()).isZero();

      local.time.addAndGet(-1_000_000);
      visits.visited(one);
      visits.visited(other);
      visits.close();
      assertThat(local.row(one).visit()).isEqualTo(visited);
      assertThat(local.row(other).visit()).isEqualTo(visited - 1_000_000);
    }
  }

  @Test
  void whatCameUnopenedWasVisitedWhenItWasUploaded() throws Exception {
    try (SpaceFixture space = new SpaceFixture(directory)) {
      long came = space.local.syncedFile("came", LocalSide.bytes(100, 1));
      space.local.uploaded(came, 5_000);
      long opened = space.aged("opened", 100, 1);
      long before = space.local.row(opened).visit();

      new FirstVisits(space.local.index).seed();

      assertThat(space.local.row(came).visit()).isEqualTo(5_000_000_000L);
      assertThat(space.local.row(opened).visit()).isEqualTo(before);
    }
  }
}
