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
}
