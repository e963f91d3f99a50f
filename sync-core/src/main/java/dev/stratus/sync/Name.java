package dev.stratus.sync;

import java.nio.charset.StandardCharsets;

/**
 * One component of a path: 1 to 255 bytes of UTF-8, without {@code /} and NUL, neither {@code .}
 * nor {@code ..}.
 */
public record Name(String value) {

  /** The longest name that Linux takes, in bytes. */
  public static final int MAX_BYTES = 255;

  public Name {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a file name: " + value);
    }
  }

  /**
   * Takes a name as a program gave it; from bytes by {@link Utf8}.
   *
   * @throws FsException {@link FsFailure#NAME_TOO_LONG} or {@link FsFailure#INVALID}
   */
  public static Name of(String value) throws FsException {
    if (tooLong(value)) {
      throw new FsException(FsFailure.NAME_TOO_LONG, "name of over 255 bytes: " + value);
    }
    if (!isValid(value)) {
      throw new FsException(FsFailure.INVALID, "not a file name: " + value);
    }
    return new Name(value);
  }

  /** Tells whether a folder can hold this name. */
  public static boolean isValid(String value) {
    return !value.isEmpty()
        && !value.equals(".")
        && !value.equals("..")
        && value.indexOf('/') < 0
        && value.indexOf('\0') < 0
        && !tooLong(value);
  }

  private static boolean tooLong(String value) {
    return value.length() > MAX_BYTES
        || (value.length() * 3 > MAX_BYTES
            && value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
