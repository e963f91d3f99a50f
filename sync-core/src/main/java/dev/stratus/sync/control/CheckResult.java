package dev.stratus.sync.control;

import java.util.List;

/**
 * What {@code check} found.
 *
 * @param found how many; {@code findings} names the first
 * @param repaired how many of them were repaired
 * @param unchecked what was not looked at, and why
 */
public record CheckResult(
    boolean repair,
    long found,
    long repaired,
    List<CheckFinding> findings,
    List<String> unchecked) {

  public CheckResult {
    findings = List.copyOf(findings);
    unchecked = List.copyOf(unchecked);
  }
}
