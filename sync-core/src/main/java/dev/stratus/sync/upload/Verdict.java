package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectInfo;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.remote.Adoption;
import dev.stratus.sync.remote.Decision;
import java.util.Optional;
import java.util.function.Predicate;

/** What became of a request that was refused or not answered, and what follows. */
enum Verdict {
  /** It was done: the object carries its nonce. */
  DONE,
  /** It was not done, and nothing stands in its way. */
  NOT_DONE,
  /** It was refused although its target is as expected: the source is another or gone. */
  SOURCE_CHANGED,
  /** The object that was to be replaced was deleted there. */
  GONE,
  /** It was deleted there with bytes that are not here: the file goes when the compare sees it. */
  LOST_THERE,
  /** Another object is there, with the same bytes. */
  SAME_BYTES,
  /** Other bytes are there, and here only attributes were changed. */
  REMOTE_WINS,
  /** Bytes were changed there and here. */
  BOTH_SURVIVE;

  /**
   * Judges by what is under the key now. Pure but for the comparison of bytes.
   *
   * @param refused whether the server said that a precondition does not hold
   * @param sameBytes compares an object's bytes with the file's
   */
  static Verdict of(
      Claim claim, boolean refused, Optional<ObjectInfo> there, Predicate<ObjectInfo> sameBytes) {
    boolean ours =
        there.isPresent()
            && Adoption.attributes(there.get())
                .nonce()
                .equals(Optional.of(claim.attempt().nonce()));
    if (ours) {
      return DONE;
    }
    if (asExpected(claim.step().precondition(), there)) {
      return refused && !(claim.step() instanceof Step.Put) ? SOURCE_CHANGED : NOT_DONE;
    }
    return switch (Decision.of(base(claim), here(claim), there(claim, there, sameBytes))) {
      case SEND -> there.isPresent() ? SAME_BYTES : GONE;
      case REMOVE_HERE -> LOST_THERE;
      case JOIN -> SAME_BYTES;
      case TAKE_BYTES -> REMOTE_WINS;
      default -> BOTH_SURVIVE;
    };
  }

  private static Decision.Base base(Claim claim) {
    return claim.inPlace() ? Decision.Base.SEEN : Decision.Base.NEVER_SEEN;
  }

  /** Under another key than its own, whatever a name brings is as new as if it were written. */
  private static Decision.Here here(Claim claim) {
    boolean clean = claim.inPlace() && claim.contentWasClean() && !claim.inode().isDirectory();
    if (!clean) {
      return Decision.Here.BYTES;
    }
    return claim.inode().isComplete() ? Decision.Here.ATTRIBUTES : Decision.Here.ATTRIBUTES_ALONE;
  }

  private static Decision.There there(
      Claim claim, Optional<ObjectInfo> there, Predicate<ObjectInfo> sameBytes) {
    if (there.isEmpty()) {
      return Decision.There.ABSENT;
    }
    if (!claim.inode().isDirectory() && !sameBytes.test(there.get())) {
      return Decision.There.BYTES;
    }
    return here(claim) == Decision.Here.BYTES
        ? Decision.There.BYTES_AS_HERE
        : Decision.There.ATTRIBUTES;
  }

  private static boolean asExpected(Precondition expected, Optional<ObjectInfo> there) {
    if (expected instanceof Precondition.Matches matches) {
      return there.isPresent() && there.get().etag().equals(matches.etag());
    }
    return there.isEmpty();
  }
}
