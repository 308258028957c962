package citybrain.jobs.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lays the config maps that a pod mounts into a folder, so that its program can start here. */
final class Mounts {

  private final Objects objects;
  private final Path folder;

  Mounts(Objects objects, Path folder) {
    this.objects = objects;
    this.folder = folder;
  }

  /** The arguments, with paths into the folder where they point to a mounted config map. */
  List<String> arguments(JsonNode arguments, JsonNode pod) {
    return Objects.texts(arguments).stream().map(one -> here(one, pod)).toList();
  }

  private String here(String argument, JsonNode pod) {
    var parts = argument.split("=", 2);
    for (var mount : pod.at("/containers/0/volumeMounts")) {
      var path = mount.path("mountPath").asText() + "/";
      if (parts.length == 2 && parts[1].startsWith(path)) {
        for (var volume : pod.path("volumes")) {
          var map = volume.at("/configMap/name");
          if (volume.path("name").equals(mount.path("name")) && !map.isMissingNode()) {
            lay(map.asText());
            var file = folder.resolve(map.asText()).resolve(parts[1].substring(path.length()));
            return parts[0] + "=" + file;
          }
        }
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
