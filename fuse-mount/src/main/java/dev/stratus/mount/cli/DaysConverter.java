package dev.stratus.mount.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of days from 0 on. */
final class DaysConverter implements ITypeConverter<Integer> {

  private static final Pattern FORM = Pattern.compile("\\d{1,6}");

  @Override
  public Integer convert(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException(
          "\"" + text + "\" is not a number of days; write a whole number from 0 on");
    }
    return Integer.valueOf(text);
  }
}
