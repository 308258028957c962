package citybrain.alerting;

/** How bad, in the words of CAP 1.2 (section 3.2.2). */
public enum Severity {
  MINOR,
  MODERATE,
  SEVERE,
  EXTREME
}
