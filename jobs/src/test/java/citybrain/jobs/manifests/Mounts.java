package citybrain.jobs.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts the volumes that a pod mounts into a folder, so that its program can start here. */
final class Mounts {

  private final Objects objects;
  private final Path folder;

  Mounts(Objects objects, Path folder) {
    this.objects = objects;
    this.folder = folder;
  }

  /** The arguments, with paths into the folder where they point to a mounted volume. */
  List<String> arguments(JsonNode arguments, JsonNode pod) {
    return Objects.texts(arguments).stream().map(one -> here(one, pod)).toList();
  }

  /** Whether files written below this URI outlive the pod. */
  static boolean isKept(String uri, JsonNode pod) {
    if (!uri.startsWith("file:")) {
      return uri.matches("(s3a|hdfs)://.+");
    }
    var path = uri.substring("file:".length()).replaceFirst("^//", "") + "/";
    for (var mount : pod.at("/containers/0/volumeMounts")) {
      if (path.startsWith(mount.path("mountPath").asText() + "/")) {
        return volume(pod, mount).has("persistentVolumeClaim");
      }
    }
    return false;
  }

  private static JsonNode volume(JsonNode pod, JsonNode mount) {
    return Objects.elements(pod.path("volumes"))
        .filter(volume -> volume.path("name").equals(mount.path("name")))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private String here(String argument, JsonNode pod) {
    var parts = argument.split("=", 2);
    for (var mount : pod.at("/containers/0/volumeMounts")) {
      var path = mount.path("mountPath").asText();
      if (parts.length == 2 && (parts[1] + "/").startsWith(path + "/")) {
        var volume = volume(pod, mount);
        var map = volume.at("/configMap/name");
        if (objects.has("ConfigMap", map.asText())) {
          lay(map.asText());
        }
        var name = map.isMissingNode() ? volume.at("/persistentVolumeClaim/claimName") : map;
        return parts[0] + "=" + folder.resolve(name.asText()) + parts[1].substring(path.length());
      }
    }
    return argument;
  }

  private void lay(String map) {
    try {
      var target = Files.createDirectories(folder.resolve(map));
      for (var entry : objects.find("ConfigMap", map).path("data").properties()) {
        Files.writeString(target.resolve(entry.getKey()), entry.getValue().asText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
