package dev.stratus.sync.peer;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.HashMap;
import java.util.Map;

/** What the configuration gives to users and groups. */
public final class Grants {

  private static final String GROUP = "@";

  private final Map<UserPrincipal, Grant> grants;

  private Grants(Map<UserPrincipal, Grant> grants) {
    this.grants = Map.copyOf(grants);
  }

  /** Nothing to nobody. */
  public static Grants none() {
    return new Grants(Map.of());
  }

  /**
   * Reads what is given.
   *
   * @param texts by user, or by group after an {@code @}; both by name or number
   * @throws IllegalArgumentException with a sentence, about what makes no sense
   */
  public static Grants parse(Map<String, String> texts) {
    Map<UserPrincipal, Grant> grants = new HashMap<>();
    texts.forEach((who, what) -> grants.merge(find(who), Grant.parse(what), Grant::and));
    return new Grants(grants);
  }

  private static UserPrincipal find(String who) {
    UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
    try {
      return who.startsWith(GROUP)
          ? names.lookupPrincipalByGroupName(who.substring(GROUP.length()))
          : names.lookupPrincipalByName(who);
    } catch (UserPrincipalNotFoundException e) {
      throw new IllegalArgumentException("this system knows no " + who, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(who + " cannot be looked up: " + e.getMessage(), e);
    }
  }

  /** What a peer has by its user and by its group. */
  public Grant of(Peer peer) {
    Grant byUser = grants.getOrDefault(peer.user(), Grant.NOTHING);
    return byUser.and(grants.getOrDefault(peer.group(), Grant.NOTHING));
  }
}
