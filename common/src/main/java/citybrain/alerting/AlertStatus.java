package citybrain.alerting;

/** An alert is opened once and closed once; what changes in between is an update. */
public enum AlertStatus {
  OPEN,
  UPDATE,
  CLOSED
}
