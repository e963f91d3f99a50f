package dev.stratus.sync.control;

import java.util.List;

/**
 * What in the machine keeps work back that can wait, by the names of cloudSync's ErrorType.
 *
 * @param uploads what keeps uploads back
 * @param downloads what keeps downloads back that somebody asked for, and does not wait for
 * @param pins what keeps back what is fetched for pins
 */
public record Resting(List<String> uploads, List<String> downloads, List<String> pins) {

  public Resting {
    uploads = List.copyOf(uploads);
    downloads = List.copyOf(downloads);
    pins = List.copyOf(pins);
  }
}
