package citybrain.jobs.lake.geoparquet;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Takes the texts of a column; those of a dictionary are decoded once. */
public abstract class TextConverter extends PrimitiveConverter {

  private String[] words = {};

  protected abstract void addText(String value);

  @Override
  public final boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public final void setDictionary(Dictionary dictionary) {
    words = new String[dictionary.getMaxId() + 1];
    for (int id = 0; id < words.length; id++) {
      words[id] = dictionary.decodeToBinary(id).toStringUsingUTF8();
    }
  }

  @Override
  public final void addValueFromDictionary(int id) {
    addText(words[id]);
  }

  @Override
  public final void addBinary(Binary value) {
    addText(value.toStringUsingUTF8());
  }
}
