package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FsException;
import dev.stratus.sync.view.DirectoryEntry;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * The same file changed here and by another client, while nothing goes up: in the end both changes
 * are there. To be used as an {@link OtherClient} is.
 */
final class Dispute {

  private static final String MARK = " (conflicted copy of host ";
  private static final Pattern COPY =
      Pattern.compile(" \\(conflicted copy of host [^)]*\\)( \\d+)?");
  private static final int MOST_BYTES = 100_000;

  private final Workplace at;
  private final OtherClient other;
  private final Random random;

  /** What is to become a conflicted copy: where, and the name that it had. */
  private final List<ModelTree.Place> ousted = new ArrayList<>();

  private final List<ModelNode> oustedNodes = new ArrayList<>();

  Dispute(Workplace at, OtherClient other, Random random) {
    this.at = at;
    this.other = other;
    this.random = random;
  }

  /** One change on both sides; none where chance finds nothing for it. */
  void begin() throws FsException {
    Optional<ModelTree.Place> found = at.model().anyClosedFile(random);
    if (found.isEmpty() || found.get().require().links > 1 || found.get().require().isForeign) {
      return;
    }
    ModelTree.Place place = found.get();
    switch (random.nextInt(3)) {
      case 0 -> changedOnBothSides(place);
      case 1 -> changedHereAndDeletedThere(place);
      default -> deletedHereAndChangedThere(place);
    }
  }

  private void changedOnBothSides(ModelTree.Place place) throws FsException {
    ModelNode ours = place.require();
    write(place);
    other.overwrite(place);
    ours.links++;
    ousted.add(place);
    oustedNodes.add(ours);
  }

  private void changedHereAndDeletedThere(ModelTree.Place place) throws FsException {
    ModelNode ours = place.require();
    write(place);
    other.remove(place);
    at.model().link(ours, place);
  }

  private void deletedHereAndChangedThere(ModelTree.Place place) throws FsException {
    at.doing("unlink, against a change there, of " + Workplace.text(place));
    at.view().unlink(Workplace.directory(place), Workplace.name(place));
    other.overwrite(place);
  }

  private void write(ModelTree.Place place) throws FsException {
    ModelNode node = place.require();
    byte[] bytes = at.bytes(1 + random.nextInt(MOST_BYTES));
    at.doing("write, against a change there, to " + Workplace.text(place));
    Handle handle = at.view().open(node.inode, OpenMode.readWrite());
    at.view().write(handle, ByteBuffer.wrap(bytes), 0);
    at.view().flush(handle);
    at.view().release(handle);
    node.write(bytes, 0);
  }

  /** Finds the conflicted copies; fails while one is missing. */
  void findCopies() throws FsException {
    while (!ousted.isEmpty()) {
      ModelTree.Place place = ousted.get(0);
      List<String> news = new ArrayList<>();
      for (DirectoryEntry entry : at.view().readdir(Workplace.directory(place), 0, 1000)) {
        boolean known = place.directory().children.containsKey(entry.name());
        if (!known && entry.name().startsWith(stem(place.name()) + MARK)) {
          news.add(entry.name());
        }
      }
      assertThat(news).as("conflicted copies of " + place.name()).hasSize(1);
      place.directory().children.put(news.get(0), oustedNodes.get(0));
      ousted.remove(0);
      oustedNodes.remove(0);
    }
  }

  /** A copy of a copy is named after the file. */
  private static String stem(String name) {
    String plain = COPY.matcher(name).replaceFirst("");
    int dot = plain.lastIndexOf('.');
    return dot > 0 ? plain.substring(0, dot) : plain;
  }
}
