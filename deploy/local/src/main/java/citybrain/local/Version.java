package citybrain.local;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "City Brain " + (version == null ? "0.1.0-SNAPSHOT" : version),
      "Java " + System.getProperty("java.version")
    };
  }
}
