package dev.stratus.mount.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads the URL of an S3 server into the one form that stands in the identity of a mount. */
final class EndpointUrl {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;

  private EndpointUrl() {}

  static URI parse(SettingValue value) throws ConfigException {
    URI url = uri(value);
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url.getUserInfo() != null) {
      throw malformed(value.origin(), "must not carry credentials; set AWS_ACCESS_KEY_ID instead");
    }
    boolean http = scheme.equals("http") || scheme.equals("https");
    boolean bare = isEmptyPath(url) && url.getQuery() == null && url.getFragment() == null;
    if (!http || url.getHost() == null || !bare || url.getPort() > MAX_PORT) {
      throw malformed(
          value.origin(), "is not the URL of an S3 server, http[s]://HOST[:PORT]: " + value.text());
    }
    return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port(scheme, url));
  }

  private static URI uri(SettingValue value) throws ConfigException {
    try {
      return new URI(value.text());
    } catch (URISyntaxException e) {
      throw malformed(
          value.origin(), "is not a URL such as http://localhost:9000: " + value.text());
    }
  }

  private static boolean isEmptyPath(URI url) {
    return url.getPath() == null || url.getPath().isEmpty() || url.getPath().equals("/");
  }

  private static String port(String scheme, URI url) {
    int standard = scheme.equals("http") ? HTTP_PORT : HTTPS_PORT;
    return url.getPort() < 0 || url.getPort() == standard ? "" : ":" + url.getPort();
  }

  private static ConfigException malformed(String origin, String what) {
    return ConfigException.malformed(origin + " " + what + ".");
  }
}
