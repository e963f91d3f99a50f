package dev.stratus.sync.check;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.FsException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the index against itself, the local copies and the bucket, while programs go on; and mends
 * what can be mended without losing a version.
 */
public final class Check {

  /** What was seen in the middle of a change is whole by then. */
  static final long PAUSE_MILLIS = 250;

  /** Hears how far a check is, about once a second. */
  @FunctionalInterface
  public interface Listener {
    void at(String activity, long done);
  }

  /** How far a check is. */
  static final class Steps {

    private static final long LOOK_AGAIN_MILLIS = 100;

    /** A bucket of millions takes minutes; beyond this the compare has other trouble. */
    private static final int MOST_LOOKS = 30 * 60 * 10;

    private final Listener listener;

    Steps(Listener listener) {
      this.listener = listener;
    }

    void at(String activity, long done) {
      listener.at(activity, done);
    }

    void await(String activity, Compares.Ended end) throws InterruptedException {
      for (int look = 0; look < MOST_LOOKS && !end.now(); look++) {
        at(activity, 0);
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    }
  }

  private final CheckParts parts;
  private final Compares compares;

  public Check(CheckParts parts, Compares compares) {
    this.parts = parts;
    this.compares = compares;
  }

  /**
   * Checks everything once; one check at a time.
   *
   * @param repair whether what is found is mended where that is possible
   */
  public synchronized Findings run(boolean repair, Listener listener)
      throws FsException, InterruptedException {
    Findings findings = new Findings(repair);
    Steps steps = new Steps(listener);
    IndexCheck rows = new IndexCheck(parts.index(), rules());
    steps.at("index", 0);
    if (!rows.isReadable(findings)) {
      findings.unchecked("local copies and bucket, since the index cannot be read");
      return findings;
    }
    if (rows.hasSuspects()) {
      Thread.sleep(PAUSE_MILLIS);
      rows.run(findings);
    }
    CloudLook cloud = new CloudLook(parts.cloud());
    try {
      new CopyCheck(parts, cloud).run(findings, seen -> steps.at("local copies", seen));
      new LostBytes(parts, cloud).run(findings);
      new BucketCheck(parts, cloud, compares).run(findings, steps);
    } catch (CloudException e) {
      findings.unchecked("the bucket, which does not answer: " + e.getMessage());
    }
    return findings;
  }

  private List<Rule<?>> rules() {
    Mender mender = new Mender(parts.clocks());
    RecordRules records = new RecordRules(parts.paths());
    List<Rule<?>> rules = new ArrayList<>();
    rules.addAll(new NameRules(parts.paths(), parts.store(), mender).all());
    rules.add(records.objects());
    rules.addAll(records.waiting());
    rules.addAll(new PresenceRules(parts.paths()).all());
    return rules;
  }
}
