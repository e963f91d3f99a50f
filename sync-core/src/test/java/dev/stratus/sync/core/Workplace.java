package dev.stratus.sync.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.FileSystemView;
import dev.stratus.sync.view.Handle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real folder, its model and what programs have open in it; and what the last step was. */
final class Workplace {

  static final Caller CALLER = new Caller(7, 8);

  private static final Logger log = LoggerFactory.getLogger(Workplace.class);

  /** What only a cloud that does not answer may cause; the step then has changed nothing. */
  private static final Set<FsFailure> OUTAGE =
      EnumSet.of(FsFailure.NETWORK_UNREACHABLE, FsFailure.IO_ERROR);

  /** A handle and the file that it is of. */
  record Opened(Handle handle, ModelNode node) {}

  /** Something that a program does. */
  interface Step {
    void run() throws FsException;
  }

  /** What the same is to the model. */
  interface Effect {
    void run();
  }

  private final Random random;
  private final ModelTree model = new ModelTree();
  private final List<Opened> opened = new ArrayList<>();
  private FileSystemView view;
  private boolean outages;
  private String doing = "nothing yet";

  Workplace(FileSystemView view, long seed) {
    this.view = view;
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  FileSystemView view() {
    return view;
  }

  ModelTree model() {
    return model;
  }

  List<Opened> opened() {
    return opened;
  }

  String doing() {
    return doing;
  }

  void doing(String what) {
    doing = what;
    log.debug("{}", what);
  }

  void allowOutages(boolean allowed) {
    outages = allowed;
  }

  void remounted(FileSystemView next) {
    view = next;
    opened.forEach(open -> open.node().handles--);
    opened.clear();
  }

  /** Tries a step that the model says must work, or must fail for one reason. */
  void attempt(String what, Optional<FsFailure> refusal, Step step, Effect effect)
      throws FsException {
    doing(what + refusal.map(failure -> ", to be " + failure).orElse(""));
    try {
      step.run();
    } catch (FsException e) {
      if (refusal.isPresent() ? e.failure() == refusal.get() : isOutage(e)) {
        return;
      }
      throw new AssertionError(what + " was to be " + refusal + " and was " + e.failure(), e);
    }
    assertThat(refusal).as(what + " was done").isEmpty();
    effect.run();
  }

  /** Whether a failure is what the cloud may cause now. */
  boolean isOutage(FsException e) {
    return outages && OUTAGE.contains(e.failure());
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  static String text(ModelTree.Place place) {
    return place.directory().inode + "/" + place.name();
  }

  static Name name(ModelTree.Place place) {
    return new Name(place.name());
  }

  static InodeId directory(ModelTree.Place place) {
    return place.directory().inode;
  }
}
