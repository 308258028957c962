package citybrain.synthetic.lines;

/** The entities of one GTFS-Realtime feed as they stand at a time. */
public interface Poll {

  /** Appends the entities of a part at a time (epoch second); answers how many these are. */
  int write(long time, int part, Protobuf out);
}
