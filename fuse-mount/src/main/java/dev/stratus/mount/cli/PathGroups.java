package dev.stratus.mount.cli;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.mounts.MountEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths from the command line, by the mount that they lie on. */
final class PathGroups {

  private PathGroups() {}

  /** What is asked of one mount about its paths. */
  @FunctionalInterface
  interface Question<R> {
    R ask(ControlClient client, List<String> paths) throws IOException;
  }

  /** What is told of one mount's paths while it is asked. */
  @FunctionalInterface
  interface Visit {
    void at(ControlClient client, List<String> paths) throws IOException;
  }

  /** Asks each mount about those of the paths that lie on it; one answer a mount. */
  static <R> List<R> ask(Daemons daemons, List<String> texts, Question<R> question)
      throws IOException {
    List<R> answers = new ArrayList<>();
    visit(daemons, texts, (client, paths) -> answers.add(question.ask(client, paths)));
    return answers;
  }

  /** Turns to each mount with those of the paths that lie on it, one after the other. */
  static void visit(Daemons daemons, List<String> texts, Visit visit) throws IOException {
    for (Map.Entry<MountEntry, List<String>> group : of(daemons, texts).entrySet()) {
      try (ControlClient client = daemons.connect(group.getKey())) {
        visit.at(client, group.getValue());
      }
    }
  }

  private static Map<MountEntry, List<String>> of(Daemons daemons, List<String> texts)
      throws IOException {
    Map<MountEntry, List<String>> groups = new LinkedHashMap<>();
    for (String text : texts) {
      Path path = daemons.absolute(text);
      groups
          .computeIfAbsent(daemons.mountOf(path), mount -> new ArrayList<>())
          .add(path.toString());
    }
    return groups;
  }
}
