package citybrain.local.evaluate;

/** A set whose first days can be learned from, so that the rest is judged with and without. */
interface LearningSet extends LabelledSet {

  /** The same, whose rules know this of these days. */
  LabelledSet learning(Learning how);
}
