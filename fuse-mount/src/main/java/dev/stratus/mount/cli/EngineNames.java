package dev.stratus.mount.cli;

import dev.stratus.mount.config.EngineChoice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/** What {@code --engine} can be, for shells that complete it. */
final class EngineNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(EngineChoice.values())
        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
        .iterator();
  }
}
