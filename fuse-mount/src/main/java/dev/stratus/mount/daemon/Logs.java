package dev.stratus.mount.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Where the log of a mount goes. Until one of these is called, nothing is logged at all. */
public final class Logs {

  /** Five files of 10 MiB tell weeks of an ordinary mount and never fill a disk. */
  private static final long FILE_BYTES = 10L << 20;

  private static final int OLD_FILES = 4;

  private static final String PATTERN =
      "%date{ISO8601} %-5level [%thread] %logger{0}: %message%n%xException";

  /** Libraries that tell of each request what is our business to tell. */
  private static final List<String> CHATTY =
      List.of("okhttp3", "io.minio", "org.eclipse.jetty", "org.gaul", "org.apache");

  private Logs() {}

  /** The log of a mount that runs in the background. */
  public static Path fileIn(Path stateDirectory) {
    return stateDirectory.resolve("log/stratus.log");
  }

  /** Logs to a rotating file. */
  public static void toFile(Path file, Level level) {
    LoggerContext context = context();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setFile(file.toString());
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(OLD_FILES);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(new FileSize(FILE_BYTES));
    size.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(size);
    start(context, appender, level);
  }

  /** Logs to standard error. */
  public static void toStandardError(Level level) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    start(context(), appender, level);
  }

  /** The level that {@code STRATUS_LOG_LEVEL} names, else INFO. */
  public static Level level(@org.jspecify.annotations.Nullable String name) {
    return Level.toLevel(name, Level.INFO);
  }

  /** Writes what is buffered and closes the file. */
  public static void close() {
    context().stop();
  }

  private static void start(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Level level) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    WarmUpThreads.Silence silence = new WarmUpThreads.Silence();
    silence.start();
    appender.addFilter(silence);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(level);
    CHATTY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
