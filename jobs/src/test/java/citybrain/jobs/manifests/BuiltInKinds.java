package citybrain.jobs.manifests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.Map;
import java.util.stream.Stream;

/** Kubernetes' own kinds, by the types of its API: no unknown field, no value of another type. */
final class BuiltInKinds {

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "v1 Namespace", Namespace.class,
          "v1 ServiceAccount", ServiceAccount.class,
          "v1 ConfigMap", ConfigMap.class,
          "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
          "apps/v1 Deployment", Deployment.class,
          "batch/v1 CronJob", CronJob.class,
          "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class,
          "rbac.authorization.k8s.io/v1 Role", Role.class,
          "rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class);

  /** The types keep what they do not know in a map; here that is an error. */
  private static final class NoLeftovers extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("NullAway") // null is how an introspector says that it has no opinion
    public Boolean hasAnySetter(Annotated method) {
      return Boolean.FALSE;
    }
  }

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(new NoLeftovers())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private BuiltInKinds() {}

  static Stream<String> problems(ObjectNode object) {
    var type = TYPES.get(Objects.typeOf(object));
    if (type == null) {
      return Stream.of("kind not used here: " + Objects.typeOf(object));
    }
    return problems(object, type);
  }

  /** The metadata of any object, also of custom ones. */
  static Stream<String> problemsOfMetadata(JsonNode object) {
    return problems(object.path("metadata"), ObjectMeta.class);
  }

  private static Stream<String> problems(JsonNode tree, Class<?> type) {
    try {
      STRICT.treeToValue(tree, type);
      return Stream.of();
    } catch (JsonProcessingException e) {
      return Stream.of(e.getMessage());
    }
  }
}
