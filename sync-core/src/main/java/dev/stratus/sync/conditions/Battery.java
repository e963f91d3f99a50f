package dev.stratus.sync.conditions;

/**
 * A battery.
 *
 * @param percent of its capacity that is left
 * @param isFed whether the machine runs on mains: it then has power however empty the battery is
 */
public record Battery(int percent, boolean isFed) {

  /** The original warns below this percentage, … */
  private static final int WARNING = 15;

  /** … and stops below this one. */
  private static final int LOW = 10;

  /** What is left, in a word. */
  public enum Level {
    ENOUGH,
    WARNING,
    LOW
  }

  public Level level() {
    if (isFed || percent >= WARNING) {
      return Level.ENOUGH;
    }
    return percent >= LOW ? Level.WARNING : Level.LOW;
  }
}
