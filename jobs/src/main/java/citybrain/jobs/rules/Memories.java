package citybrain.jobs.rules;

import citybrain.jobs.kafka.Types;
import citybrain.observation.Observation;
import citybrain.observation.Vocabulary;
import java.util.ArrayList;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.NullableListTypeInfo;
import org.apache.flink.api.java.typeutils.NullableMapTypeInfo;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;

/**
 * How the engine writes what rules remember: records field by field, as it finds them, but
 * observations among them in their wire format, because a property is known by its name and is none
 * of a closed list of words.
 */
public final class Memories {

  private Memories() {}

  /** The type of a memory whose observations are of these properties. */
  @SuppressWarnings("unchecked") // what is made anew is of the same class
  public static <M> TypeInformation<M> type(Class<M> memory, Vocabulary vocabulary) {
    return (TypeInformation<M>) of(TypeInformation.of(memory), vocabulary);
  }

  private static TypeInformation<?> of(TypeInformation<?> type, Vocabulary vocabulary) {
    if (type.getTypeClass() == Observation.class) {
      return Types.observation(vocabulary);
    }
    if (type instanceof NullableListTypeInfo<?> list) {
      return new NullableListTypeInfo<>(of(list.getElementTypeInfo(), vocabulary));
    }
    if (type instanceof NullableMapTypeInfo<?, ?> map) {
      return new NullableMapTypeInfo<>(
          of(map.getKeyTypeInfo(), vocabulary), of(map.getValueTypeInfo(), vocabulary));
    }
    if (type instanceof PojoTypeInfo<?> record) {
      var fields = new ArrayList<PojoField>();
      for (int i = 0; i < record.getArity(); i++) {
        var field = record.getPojoFieldAt(i);
        fields.add(new PojoField(field.getField(), of(field.getTypeInformation(), vocabulary)));
      }
      return new PojoTypeInfo<>(record.getTypeClass(), fields);
    }
    return type;
  }
}
