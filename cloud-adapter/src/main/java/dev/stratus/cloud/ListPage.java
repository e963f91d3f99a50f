package dev.stratus.cloud;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param objects in the order of {@link ObjectKey}, as are pages among each other; only the
 *     embedded server mixes names beyond Unicode's basic plane with those of U+E000 and above
 *     across pages
 * @param commonPrefixes each ending in {@code /}, in the same order; empty in a flat listing
 * @param next what {@link CloudStore#list} takes for the next page; empty on the last
 */
public record ListPage(
    List<ObjectInfo> objects, List<String> commonPrefixes, Optional<String> next) {

  public ListPage {
    objects = List.copyOf(objects);
    commonPrefixes = List.copyOf(commonPrefixes);
  }
}
