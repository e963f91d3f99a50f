package dev.stratus.sync.trash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of files that were deleted elsewhere, how much of it, and how long. */
final class TrashTest {

  @TempDir Path directory;

  private Instant now = Instant.parse("2026-11-23T12:00:00Z");

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private Trash open(long bytes) throws FsException {
    return Trash.open(
        directory.resolve("trash"), new Trash.Limits(Duration.ofDays(30), bytes), clock);
  }

  private void keep(Trash trash, String path, String text) throws IOException {
    Path source = Files.writeString(directory.resolve("copy"), text);
    trash.keep(
        path,
        text.length(),
        null,
        to -> {
          try {
            Files.move(source, to);
          } catch (IOException e) {
            throw new FsException(FsFailure.IO_ERROR, "move", e);
          }
        });
  }

  @Test
  void keepsAFileUnderItsNameOverARestart() throws Exception {
    keep(open(100), "d/ü.txt", "hello");
    Trash again = open(100);
    assertThat(again.list()).extracting(Trashed::path).containsExactly("d/ü.txt");
    assertThat(again.bytes()).isEqualTo(5);
    Path file = again.file(again.list().get(0));
    assertThat(file).hasFileName("ü.txt").hasContent("hello");
  }

  @Test
  void theOldestGoWhenThereIsNoRoom() throws Exception {
    Trash trash = open(10);
    keep(trash, "one", "12345");
    keep(trash, "two", "12345");
    keep(trash, "three", "123");
    assertThat(trash.list()).extracting(Trashed::path).containsExactly("three", "two");
    keep(trash, "too much", "12345678901");
    assertThat(trash.list()).extracting(Trashed::path).containsExactly("three", "two");
    assertThat(trash.bytes()).isEqualTo(8);
    assertThat(trash.count()).isEqualTo(2);
  }

  @Test
  void whatIsTooOldGoes() throws Exception {
    Trash trash = open(100);
    keep(trash, "old", "1");
    now = now.plus(Duration.ofDays(29));
    keep(trash, "new", "2");
    trash.clean();
    assertThat(trash.count()).isEqualTo(2);
    now = now.plus(Duration.ofDays(2));
    trash.clean();
    assertThat(trash.list()).extracting(Trashed::path).containsExactly("new");
    try (var left = Files.list(directory.resolve("trash"))) {
      assertThat(left).as("the new file and what says where it was").hasSize(2);
    }
  }

  @Test
  void halvesOfEntriesAreSwept() throws Exception {
    keep(open(100), "whole", "1");
    Path trash = directory.resolve("trash");
    Files.createDirectory(trash.resolve("17"));
    Files.writeString(trash.resolve("17/bytes"), "x");
    Files.writeString(trash.resolve("18.json"), "{\"path\":\"a\",\"size\":1,\"deletedMillis\":1}");
    Files.writeString(trash.resolve("19.json"), "broken");
    assertThat(open(100).list()).extracting(Trashed::path).containsExactly("whole");
    try (var left = Files.list(trash)) {
      assertThat(left).hasSize(2);
    }
  }
}
