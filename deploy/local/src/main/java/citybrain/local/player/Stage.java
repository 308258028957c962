package citybrain.local.player;

import citybrain.local.recording.Message;

/** Where the messages of a script go. */
public interface Stage {

  /** Takes a message when its time has come; false when the play is to stop. */
  boolean send(Message message);

  /**
   * Lets the clock of the city run on, until the play is to stop; one without a clock has done so.
   */
  default void stay() {}

  /** A feed has stopped; the others go on. */
  void problem(String feed, String text);
}
