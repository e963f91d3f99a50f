package dev.stratus.sync.control;

import dev.stratus.sync.FileSyncState;
import java.util.List;

/** The states of some files, in the order in which they were asked for. */
public record FileStates(List<FileSyncState> states) {

  public FileStates {
    states = List.copyOf(states);
  }
}
