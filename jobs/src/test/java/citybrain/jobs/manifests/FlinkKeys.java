package citybrain.jobs.manifests;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Every setting of the engine that its own classes declare, found in its jars. */
final class FlinkKeys {

  /** The operator's settings, from its documentation: its classes are not on Maven Central. */
  private static final Set<String> OF_OPERATOR =
      Set.of(
          "kubernetes.operator.periodic.savepoint.interval",
          "kubernetes.operator.savepoint.history.max.count",
          "kubernetes.operator.savepoint.history.max.age",
          "kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age");

  /** Settings of a named reporter, and of the file system for object stores. */
  private static final String FREE =
      "metrics\\.reporter\\.\\w+\\.(factory\\.class|port|interval|scope\\.variables\\.excludes)"
          + "|s3\\.(endpoint|path\\.style\\.access|endpoint\\.region)";

  private static final Set<String> KNOWN = known();

  private FlinkKeys() {}

  static boolean isKnown(String key) {
    return KNOWN.contains(key) || OF_OPERATOR.contains(key) || key.matches(FREE);
  }

  static Set<String> all() {
    return KNOWN;
  }

  private static Set<String> known() {
    var keys = new TreeSet<String>();
    for (var one :
        Set.of(
            CheckpointingOptions.class,
            JobGraph.class,
            KubernetesConfigOptions.class,
            RocksDBOptions.class)) {
      try (var jar =
          new JarFile(one.getProtectionDomain().getCodeSource().getLocation().getPath())) {
        for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
          if (entry.getName().matches("org/apache/flink/[^$]*Options\\.class")) {
            var name = entry.getName().replace(".class", "").replace('/', '.');
            collect(Class.forName(name, true, one.getClassLoader()), keys);
          }
        }
      } catch (IOException | ReflectiveOperationException e) {
        throw new IllegalStateException(one.getName(), e);
      }
    }
    return keys;
  }

  private static void collect(Class<?> options, Set<String> keys)
      throws ReflectiveOperationException {
    for (var field : options.getFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && ConfigOption.class.isAssignableFrom(field.getType())) {
        var option = (ConfigOption<?>) field.get(null);
        keys.add(option.key());
      }
    }
  }
}
