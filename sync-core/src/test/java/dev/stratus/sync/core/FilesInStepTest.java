package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FilesInStepTest {

  private final AtomicLong commits = new AtomicLong();
  private final FilesInStep files = new FilesInStep(commits::get);

  @Test
  void whatWasSaidIsKnownUntilTheNextCommit() {
    assertThat(files.has(7)).isFalse();
    files.add(7, commits.get());
    files.add(8, commits.get());
    assertThat(files.has(7)).isTrue();
    assertThat(files.has(8)).isTrue();
    assertThat(files.has(9)).isFalse();
    commits.incrementAndGet();
    assertThat(files.has(7)).isFalse();
    files.add(8, commits.get());
    assertThat(files.has(7)).isFalse();
    assertThat(files.has(8)).isTrue();
  }

  @Test
  void whatWasAskedBeforeACommitIsNotKnownAfterIt() {
    long asked = commits.get();
    commits.incrementAndGet();
    files.add(7, asked);
    assertThat(files.has(7)).isFalse();
  }

  @Test
  void howeverManyAreAskedAboutFewAreKept() {
    for (long inode = 0; inode < 10_000; inode++) {
      files.add(inode, commits.get());
    }
    assertThat(files.has(0)).isTrue();
    files.add(10_000, commits.get());
    assertThat(files.has(0)).isFalse();
    assertThat(files.has(10_000)).isTrue();
  }
}
