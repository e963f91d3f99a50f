package dev.stratus.mount.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The number of a file in the trash. */
final class TrashNumberConverter implements ITypeConverter<Long> {

  private static final Pattern FORM = Pattern.compile("\\d{1,18}");

  @Override
  public Long convert(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException(
          "\"" + text + "\" is not a number of 'stratus trash list', such as 1795471200123");
    }
    return Long.valueOf(text);
  }
}
