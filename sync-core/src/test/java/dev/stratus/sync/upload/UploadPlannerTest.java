package dev.stratus.sync.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.FileMode;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Inode;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What should be, what is there → the next step, row by row. */
final class UploadPlannerTest {

  private static final ObjectKey K = new ObjectKey("k");
  private static final ObjectKey OLD = new ObjectKey("old");
  private static final long ENTRY = 50;
  private static final long INODE = 60;
  private static final long SMALL = 1000;

  private static final Inode FILE = file(3, 2, 10).done();
  private static final Inode LARGE = file(3, 2, 5000).done();
  private static final Inode DIRECTORY =
      Inode.create(INODE, FileMode.DIRECTORY | 0755, "id").explicit(true).done();
  private static final Inode IMPLICIT = Inode.create(INODE, FileMode.DIRECTORY | 0755, "id").done();
  private static final Inode ONLY_THERE = file(3, 2, 5000).base(3, 5000).done();
  private static final Inode PARTLY_HERE = file(3, 2, 5000).base(2, 5000).done();

  private static Inode.Edit file(long content, long meta, long size) {
    return Inode.create(INODE, FileMode.REGULAR | 0644, "id")
        .contentGeneration(content, "bytes")
        .metaGeneration(meta)
        .size(size);
  }

  private static CloudObject object(ObjectKey key, @Nullable Long entry, long inode, long content) {
    return object(key, entry, inode, content, 2);
  }

  private static CloudObject object(
      ObjectKey key, @Nullable Long entry, long inode, long content, long meta) {
    return new CloudObject(
        key, entry, inode, new ETag("etag-" + key + content), 10, 0, content, meta, 1);
  }

  private static Precondition is(CloudObject object) {
    return Precondition.matches(object.etag());
  }

  private static final CloudObject RIGHT = object(K, ENTRY, INODE, 3);
  private static final CloudObject STALE = object(K, ENTRY, INODE, 2);
  private static final CloudObject STALE_META = object(K, ENTRY, INODE, 3, 1);
  private static final CloudObject ELSEWHERE = object(OLD, ENTRY, INODE, 3);
  private static final CloudObject STALE_ELSEWHERE = object(OLD, ENTRY, INODE, 2);
  private static final CloudObject RELEASED = object(OLD, ENTRY, INODE, 0);
  private static final CloudObject TOMBSTONE = object(K, null, 99, 1);
  private static final CloudObject STRANGER = object(K, 51L, 99, 1);

  /** One row of the table, changed where it differs from a new small file that is here. */
  private record Row(Situation situation) {
    static Row of(Inode inode, @Nullable CloudObject own, @Nullable CloudObject occupant) {
      CloudObject source =
          own != null && own.contentGeneration() == inode.contentGeneration() ? own : null;
      boolean here = inode.baseLimit() == 0;
      return new Row(
          new Situation(
              K,
              inode,
              own,
              occupant,
              false,
              inode.isDirectory() ? null : source,
              here,
              false,
              false));
    }

    Situation needed() {
      return new Situation(
          K,
          situation.inode(),
          situation.own(),
          situation.occupant(),
          true,
          situation.source(),
          situation.here(),
          false,
          false);
    }

    Situation open() {
      return new Situation(
          K,
          situation.inode(),
          situation.own(),
          situation.occupant(),
          false,
          situation.source(),
          situation.here(),
          true,
          false);
    }

    Situation from(CloudObject source) {
      return new Situation(
          K,
          situation.inode(),
          situation.own(),
          situation.occupant(),
          false,
          source,
          situation.here(),
          false,
          false);
    }

    Situation ignored() {
      return new Situation(
          K,
          situation.inode(),
          situation.own(),
          situation.occupant(),
          false,
          situation.source(),
          situation.here(),
          false,
          true);
    }

    Situation at(@Nullable ObjectKey wanted) {
      return new Situation(
          wanted,
          situation.inode(),
          situation.own(),
          situation.occupant(),
          false,
          situation.source(),
          situation.here(),
          false,
          false);
    }
  }

  private static Arguments row(String name, Situation now, Step step) {
    return Arguments.of(name, now, step);
  }

  static Stream<Arguments> table() {
    Precondition absent = Precondition.absent();
    CloudObject sibling = object(new ObjectKey("sibling"), 52L, INODE, 3);
    return Stream.of(
        row("a new file", Row.of(FILE, null, null).situation(), new Step.Put(K, absent)),
        row("as it should be", Row.of(FILE, RIGHT, RIGHT).situation(), new Step.Nothing()),
        row("saved again", Row.of(FILE, STALE, STALE).situation(), new Step.Put(K, is(STALE))),
        row(
            "chmod of a small file that is here",
            Row.of(FILE, STALE_META, STALE_META).situation(),
            new Step.Put(K, is(STALE_META))),
        row(
            "chmod of a large file",
            Row.of(LARGE, STALE_META, STALE_META).situation(),
            new Step.ReplaceMetadata(STALE_META)),
        row(
            "chmod of a file that is only there",
            Row.of(ONLY_THERE, STALE_META, STALE_META).situation(),
            new Step.ReplaceMetadata(STALE_META)),
        row(
            "small file renamed",
            Row.of(FILE, ELSEWHERE, null).situation(),
            new Step.Put(K, absent)),
        row(
            "large file renamed",
            Row.of(LARGE, ELSEWHERE, null).situation(),
            new Step.Copy(ELSEWHERE, K, absent)),
        row(
            "file that is only there renamed",
            Row.of(ONLY_THERE, ELSEWHERE, null).situation(),
            new Step.Copy(ELSEWHERE, K, absent)),
        row(
            "file that is only there renamed over another",
            Row.of(ONLY_THERE, ELSEWHERE, TOMBSTONE).situation(),
            new Step.Copy(ELSEWHERE, K, is(TOMBSTONE))),
        row(
            "renamed and saved",
            Row.of(FILE, STALE_ELSEWHERE, null).situation(),
            new Step.Put(K, absent)),
        row(
            "tmp renamed over final",
            Row.of(FILE, null, TOMBSTONE).situation(),
            new Step.Put(K, is(TOMBSTONE))),
        row(
            "over an object that another name has, whose bytes are here",
            Row.of(FILE, null, STRANGER).situation(),
            new Step.Put(K, is(STRANGER))),
        row(
            "over the only place of another's bytes",
            Row.of(FILE, null, STRANGER).needed(),
            new Step.HydrateOccupant(99)),
        row(
            "over the only place of the bytes of an open file without a name",
            Row.of(FILE, null, TOMBSTONE).needed(),
            new Step.HydrateOccupant(99)),
        row(
            "dirty and partly here",
            Row.of(PARTLY_HERE, STALE, STALE).situation(),
            new Step.HydrateSelf()),
        row(
            "a further name of a file that is only there",
            Row.of(ONLY_THERE, null, null).from(sibling),
            new Step.Copy(sibling, K, absent)),
        row(
            "a further name of a small file",
            Row.of(FILE, null, null).from(sibling),
            new Step.Put(K, absent)),
        row(
            "bytes that were deleted there",
            Row.of(ONLY_THERE, null, null).situation(),
            new Step.Refuse(
                "NOT_FOUND",
                "its bytes were only in the cloud, and were deleted there by another client")),
        row("open for writing", Row.of(FILE, STALE, STALE).open(), new Step.AwaitRelease()),
        row("open but right", Row.of(FILE, RIGHT, RIGHT).open(), new Step.Nothing()),
        row("hidden, never uploaded", Row.of(FILE, null, null).at(null), new Step.Nothing()),
        row("hidden", Row.of(FILE, ELSEWHERE, null).at(null), new Step.Disown()),
        row("never uploaded", Row.of(FILE, null, null).ignored(), new Step.StayHere()),
        row(
            "never uploaded, but the cloud has it",
            Row.of(FILE, STALE, STALE).ignored(),
            new Step.Put(K, is(STALE))),
        row(
            "renamed to what is never uploaded",
            Row.of(ONLY_THERE, ELSEWHERE, null).ignored(),
            new Step.ComeHome()),
        row(
            "renamed to what is never uploaded, and safe here",
            Row.of(FILE, RELEASED, null).ignored(),
            new Step.StayHere()),
        row(
            "a name that is never uploaded for a file that is only there",
            Row.of(ONLY_THERE, null, null).ignored(),
            new Step.ComeHome()),
        row("new directory", Row.of(DIRECTORY, null, null).situation(), new Step.Put(K, absent)),
        row(
            "directory renamed",
            Row.of(DIRECTORY, ELSEWHERE, null).situation(),
            new Step.Put(K, absent)),
        row(
            "directory that follows from its keys",
            Row.of(IMPLICIT, null, null).situation(),
            new Step.Nothing()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void theNextStep(String name, Situation now, Step step) {
    assertThat(new UploadPlanner(SMALL).next(now)).as(name).isEqualTo(step);
  }

  static Stream<Arguments> tooLong() {
    return Stream.of(Arguments.of("x".repeat(1025)), Arguments.of("ä".repeat(513)));
  }

  @ParameterizedTest
  @MethodSource("tooLong")
  void aKeyBeyondTheLimitIsRefused(String key) {
    Step step = new UploadPlanner(SMALL).next(Row.of(FILE, null, null).at(new ObjectKey(key)));
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Refuse.class,
            refuse -> assertThat(refuse.failure()).isEqualTo("NAME_NOT_ALLOWED"));
  }
}
