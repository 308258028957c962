package citybrain.jobs.polling;

/** Where a feed is fetched from, again and again: an address, a file, a folder. */
interface Origin {

  /**
   * Asks once. Never throws for what an origin does wrong: that is an {@link Answer.Failed}.
   *
   * @param share what the answer may take of the memory of all
   * @throws InterruptedException when the poller is to stop
   */
  Answer ask(Room.Share share) throws InterruptedException;

  /**
   * What the last answer brought lies on the topic now: the next question may build on it. Without
   * this call the same is asked again.
   */
  void accepted();

  /** What the last answer brought is of no use: where the same would come again, pass it over. */
  default void refused() {}
}
