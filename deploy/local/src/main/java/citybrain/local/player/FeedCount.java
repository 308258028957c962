package citybrain.local.player;

import citybrain.local.player.Player.FeedProgress;

/** How much of a feed the broker has acknowledged since the beginning of the raw topic. */
final class FeedCount {

  private volatile FeedProgress total;

  FeedCount(RawTotals.Feed before) {
    this.total = new FeedProgress(before.messages(), before.records());
  }

  /** Called from the one thread of the producer that hands out acknowledgements. */
  void add(int records) {
    var now = total;
    total = new FeedProgress(now.messages() + 1, now.records() + records);
  }

  FeedProgress acknowledged() {
    return total;
  }
}
