package dev.stratus.sync.check;

import dev.stratus.sync.check.Finding.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what is found; names the first, counts all. Belongs to the thread of one check. */
public final class Findings {

  private static final Logger log = LoggerFactory.getLogger(Findings.class);
  private static final int NAMED = 1_000;

  private final boolean repair;
  private final List<Finding> named = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();
  private long count;
  private long repaired;

  Findings(boolean repair) {
    this.repair = repair;
  }

  /** Whether what is found is to be repaired. */
  boolean repairs() {
    return repair;
  }

  /** Something that a repair is known for; it was done if one was asked for. */
  void mendable(Problem problem, String where, String what) {
    add(new Finding(problem, where, what, repair ? Outcome.REPAIRED : Outcome.FOUND));
  }

  /** Something that stays as it is. */
  void remains(Problem problem, String where, String what) {
    add(new Finding(problem, where, what, Outcome.REMAINS));
  }

  private void add(Finding finding) {
    count++;
    if (finding.outcome() == Outcome.REPAIRED) {
      repaired++;
    }
    if (named.size() < NAMED) {
      named.add(finding);
    }
    log.warn("check: {}", finding);
  }

  /** Something that was not looked at, as part of a sentence. */
  void unchecked(String what) {
    unchecked.add(what);
    log.warn("check: not looked at: {}", what);
  }

  /** What was not looked at, and why. */
  public List<String> unchecked() {
    return List.copyOf(unchecked);
  }

  /** How many were found. */
  public long count() {
    return count;
  }

  /** How many of them were repaired. */
  public long repaired() {
    return repaired;
  }

  /** The first of them, in the order in which they were found. */
  public List<Finding> named() {
    return List.copyOf(named);
  }
}
