package dev.stratus.sync.check;

import dev.stratus.sync.FsException;
import dev.stratus.sync.check.Rule.Ailment;
import dev.stratus.sync.index.AuditTable;
import dev.stratus.sync.index.Index;
import java.util.List;
import java.util.Optional;

/** The index by itself: the form of its database, then each rule about its rows. */
final class IndexCheck {

  /** A repair may uncover the next thing; more than this hints at a cure that does not cure. */
  private static final int ROUNDS = 1_000;

  private final Index index;
  private final List<Rule<?>> rules;

  IndexCheck(Index index, List<Rule<?>> rules) {
    this.index = index;
    this.rules = rules;
  }

  /** Returns false if the index cannot be read, so that nothing else can be asked. */
  boolean isReadable(Findings findings) throws FsException {
    List<String> faults = index.read(tables -> tables.audit().quickCheck());
    for (String fault : faults) {
      findings.remains(
          Problem.INDEX_DAMAGED,
          "index.db",
          fault + "; unmount and mount again, and it is built anew");
    }
    if (!faults.isEmpty()) {
      index.suspect();
    }
    return faults.isEmpty();
  }

  /** Whether any rule has suspects now. */
  boolean hasSuspects() throws FsException {
    for (Rule<?> rule : rules) {
      if (!suspects(rule).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private <K> List<K> suspects(Rule<K> rule) throws FsException {
    return index.read(rule.suspects()::find);
  }

  void run(Findings findings) throws FsException {
    for (Rule<?> rule : rules) {
      run(rule, findings);
    }
  }

  private <K> void run(Rule<K> rule, Findings findings) throws FsException {
    for (int round = 0; round < ROUNDS; round++) {
      List<K> suspects = suspects(rule);
      long before = findings.count();
      for (K suspect : suspects) {
        look(rule, suspect, findings);
      }
      boolean more = suspects.size() >= AuditTable.MOST;
      if (!findings.repairs() || !more || findings.count() == before) {
        return;
      }
    }
  }

  private <K> void look(Rule<K> rule, K suspect, Findings findings) throws FsException {
    Optional<Ailment> found =
        index.changeAlways(
            change -> {
              Optional<Ailment> ailment = rule.look().at(change, suspect);
              if (ailment.isPresent() && findings.repairs()) {
                ailment.get().cure().run();
              }
              return ailment;
            });
    found.ifPresent(ailment -> findings.mendable(rule.problem(), ailment.where(), ailment.what()));
  }
}
