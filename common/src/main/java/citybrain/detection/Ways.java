package citybrain.detection;

import java.util.List;

/**
 * How far the links of a network are apart along its links. Distances are of the middle of a link,
 * metres; infinite where no way leads.
 */
public interface Ways {

  /** The links by name, in the order of all distances. */
  List<String> names();

  /** Whether it has a node of this name. */
  boolean has(String node);

  /** From a node that it has. */
  double[] fromNode(String node);

  /** From a link, by its number; itself is 0 away. */
  double[] fromLink(int link);
}
